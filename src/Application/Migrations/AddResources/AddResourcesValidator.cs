using FluentValidation;

namespace Hosting.Migrations.Application.Migrations.AddResources;

/// <summary>The rules that need nothing stored; the file is held against its migration by the handler, so that all its faults are told at once.</summary>
internal sealed class AddResourcesValidator : AbstractValidator<AddResourcesCommand>
{
    public AddResourcesValidator() => RuleFor(command => command.CsvFileContent).NotNull().WithMessage("is required");
}
