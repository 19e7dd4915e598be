using FluentValidation;
using FluentValidation.Results;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Application.Migrations.Create.Csv;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Application.Migrations.AddResources;

internal sealed class AddResourcesValidator : AbstractValidator<AddResourcesCommand>
{
    public AddResourcesValidator(IOptions<MigrationOptions> options, IOptions<DestinationOptions> destination) =>
        RuleFor(command => command.CsvFileContent)
            .NotNull().WithMessage("is required")
            .Custom((content, context) =>
            {
                // Each fault has a state of its own, so that all are told.
                foreach (var fault in content is null ? [] : CsvContent.Read(
                    content, options.Value.MaxCsvRows, options.Value.MaxCsvBytes, preset: null, destination.Value.EffectiveSeparator).Faults)
                {
                    context.AddFailure(new ValidationFailure(context.PropertyPath, fault.ToString()) { CustomState = fault });
                }
            });
}
