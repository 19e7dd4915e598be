using FluentValidation;
using FluentValidation.Results;
using Hosting.Migrations.Application.Migrations.Create.Csv;

namespace Hosting.Migrations.Application.Migrations.AddResources;

internal sealed class AddResourcesValidator : AbstractValidator<AddResourcesCommand>
{
    public AddResourcesValidator(CsvUpload upload) =>
        RuleFor(command => command.CsvFileContent)
            .NotNull().WithMessage("is required")
            .Custom((content, context) =>
            {
                // Each fault has a state of its own, so that all are told.
                foreach (var fault in content is null ? [] : upload.Read(content, preset: null).Faults)
                {
                    context.AddFailure(new ValidationFailure(context.PropertyPath, fault.ToString()) { CustomState = fault });
                }
            });
}
