using FluentValidation;
using Hosting.Migrations.Application.Migrations.Create.Csv;

namespace Hosting.Migrations.Application.Migrations.AddResources;

internal sealed class AddResourcesValidator : AbstractValidator<AddResourcesCommand>
{
    public AddResourcesValidator(CsvUpload upload) =>
        RuleFor(command => command.CsvFileContent)
            .NotNull().WithMessage("is required")
            .Custom((content, context) =>
            {
                if (content is not null)
                {
                    context.AddFaults(upload.Read(content, preset: null));
                }
            });
}
