using System.Globalization;
using System.Text;
using FluentValidation;
using Hosting.Migrations.Application.Migrations.Create.Csv;
using Hosting.Migrations.Application.Migrations.Selection;
using Hosting.Migrations.Domain;
using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Migrations.Create;

/// <summary>The rules for uploads, whatever is to become of them.</summary>
internal abstract class UploadValidator<TUpload> : AbstractValidator<TUpload>
    where TUpload : MigrationUpload
{
    protected UploadValidator(CsvUpload upload, TimeProvider clock)
    {
        RuleFor(command => command.CsvFileName)
            .NotNull().WithMessage("is required")
            .Must(name => name is null || CsvFile.IsValidName(CsvNames.Plain(name)))
            .WithMessage($"must have 1 to {CsvFile.MaxNameLength} characters, none of them a control character");

        RuleFor(command => command.CsvFileContent)
            .NotNull().WithMessage("is required")
            .Custom((content, context) => Check(content, upload, context));

        RuleFor(command => command.CsvFileSize)
            .Must((command, size) => size == Encoding.UTF8.GetByteCount(command.CsvFileContent!))
            .When(command => command is { CsvFileSize: not null, CsvFileContent: not null })
            .WithMessage(command => string.Create(
                CultureInfo.InvariantCulture, $"must be the number of bytes of csv_file_content in UTF-8, which is {Encoding.UTF8.GetByteCount(command.CsvFileContent!)}"));

        RuleFor(command => command.Preset)
            .NotNull().WithMessage("is required")
            .Must(preset => preset is null || EnumText<Preset>.IsDefined(preset))
            .WithMessage($"must be one of: {string.Join(", ", EnumText<Preset>.All)}");

        RuleFor(command => command.CustomerCode)
            .NotNull().When(command => command.Caller.IsAdmin).WithMessage("is required")
            .Must(code => code is null || CustomerCode.IsValid(code))
            .WithMessage($"must be 1 to {CustomerCode.MaxLength} letters, digits, '_' or '-'")
            .Custom((_, context) => RefuseDisabled(context));

        this.AddDateRules(clock);
        this.AddSelectionRules(command => command.Folders, command => command.ReceivedBefore, command => command.SizeLimit);
        RuleFor(command => command.ReceivedBefore)
            .Must((command, text) => !(SelectionFaults.ReadMoment(text) <= DateFilters.FromDate(command.DateFilterPreset, command.CustomFromDate, clock.GetUtcNow())))
            .When(command => command.DateFilterPreset != DateFilters.Custom || command.CustomFromDate is not null)
            .WithMessage(SelectionFaults.NotAfterFromDate);
    }

    private static void RefuseDisabled(ValidationContext<TUpload> context)
    {
        if (OwnerLookup.Read(context.RootContextData) is { IsDisabled: true })
        {
            context.AddFailure("names a customer who is disabled: enable the customer first");
        }
    }

    private static void Check(string? content, CsvUpload upload, ValidationContext<TUpload> context)
    {
        Preset? preset = context.InstanceToValidate.Preset is { } text && EnumText<Preset>.IsDefined(text) ? EnumText<Preset>.Parse(text) : null;
        if (content is not null)
        {
            context.AddFaults(
                upload.Read(content, preset, OwnerLookup.Read(context.RootContextData), OwnerLookup.ReadConnections(context.RootContextData)));
        }
    }
}
