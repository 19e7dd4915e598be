using FluentValidation;

namespace Hosting.Migrations.Application.Migrations.Create;

/// <summary>The rules for the dates.</summary>
internal static class DateRules
{
    // A date that was chosen as "now" must not be too late because the request took its time, or a clock is not quite right.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    public static void AddDateRules<TUpload>(this AbstractValidator<TUpload> validator, TimeProvider clock)
        where TUpload : MigrationUpload
    {
        validator.RuleFor(command => command.FirstExecutionDate)
            .NotNull().WithMessage("is required unless execute_now is true")
            .Must(date => date is null || date >= clock.GetUtcNow() - Tolerance).WithMessage("must not be in the past")
            .Must(date => PlannedDate.IsSoon(date, clock)).WithMessage(PlannedDate.NotTooFar)
            .When(command => !command.ExecuteNow);

        validator.RuleFor(command => command.SecondExecutionDate)
            .Must((command, date) => command.ExecuteNow || command.FirstExecutionDate is null || date > command.FirstExecutionDate)
            .WithMessage("must be later than first_execution_date")
            .Must(date => date > clock.GetUtcNow()).WithMessage("must not be in the past")
            .Must(date => PlannedDate.IsSoon(date, clock)).WithMessage(PlannedDate.NotTooFar)
            .When(command => command.SecondExecutionDate is not null);

        validator.AddRepetitionRules(clock);

        validator.RuleFor(command => command.DateFilterPreset)
            .Must(preset => preset is null || DateFilters.All.Contains(preset))
            .WithMessage($"must be one of: {string.Join(", ", DateFilters.All)}");

        validator.RuleFor(command => command.CustomFromDate)
            .NotNull().WithMessage("is required when date_filter_preset is custom")
            .Must(text => text is null || MomentText.Read(text) is not null)
            .WithMessage("must be a date, such as 2026-01-31, or a date and time with an offset, such as 2026-01-31T22:00:00Z")
            .Must(text => text is null || MomentText.Read(text) is not { } date || date <= clock.GetUtcNow())
            .WithMessage("must not be in the future")
            .When(command => command.DateFilterPreset == DateFilters.Custom);

        validator.RuleFor(command => command.CustomFromDate)
            .Null().WithMessage("must not be given unless date_filter_preset is custom")
            .When(command => command.DateFilterPreset != DateFilters.Custom);
    }

    private static void AddRepetitionRules<TUpload>(this AbstractValidator<TUpload> validator, TimeProvider clock)
        where TUpload : MigrationUpload
    {
        validator.AddHourRule(command => command.SecondExecutionEvery);
        validator.RuleFor(command => command.SecondExecutionEvery)
            .Must((command, hours) => hours is not null || command.SecondExecutionUntil is null).WithMessage($"is required with {RepetitionRules.Until}")
            .Must((command, hours) => hours is null || command.SecondExecutionDate is not null || command.Unreadable.Any(error => error.Field == "second_execution_date"))
            .WithMessage(RepetitionRules.WithoutSecond);

        validator.AddUntilRule(command => command.SecondExecutionUntil, clock);
        validator.RuleFor(command => command.SecondExecutionUntil)
            .Must((command, date) => date is not null || command.SecondExecutionEvery is null).WithMessage($"is required with {RepetitionRules.Every}")
            .Must((command, date) => date is null || command.SecondExecutionDate is null || date > command.SecondExecutionDate).WithMessage(RepetitionRules.NotAfterSecond);
    }
}
