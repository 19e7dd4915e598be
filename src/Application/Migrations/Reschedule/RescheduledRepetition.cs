using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Migrations.Reschedule;

/// <summary>The further deltas that are planned after a request.</summary>
internal static class RescheduledRepetition
{
    private const string Second = "second_execution_date";

    /// <summary>What is planned, as far as the request and what was there before make it whole.</summary>
    public static Repetition? Of(Migration migration, RescheduleMigrationCommand request) =>
        EveryOf(migration, request) is { } hours && UntilOf(migration, request) is { } until ? new Repetition(hours, until) : null;

    /// <summary>What is wrong with it.</summary>
    public static IEnumerable<FieldError> Refuse(Migration migration, ExecutionDates dates, RescheduleMigrationCommand request)
    {
        var hours = EveryOf(migration, request);
        if (dates.Repetition != migration.Repetition && !migration.CanMoveRepetition)
        {
            yield return new FieldError(request.MovesEvery ? RepetitionRules.Every : RepetitionRules.Until, Refusals.OfMove(migration));
        }
        else if (hours is null && request.SecondExecutionUntil is not null)
        {
            yield return new FieldError(RepetitionRules.Every, $"is required with {RepetitionRules.Until}");
        }
        else if (hours is not null && dates.Repetition is null)
        {
            yield return new FieldError(RepetitionRules.Until, $"is required with {RepetitionRules.Every}");
        }
        else if (dates is { Repetition: not null, Second: null })
        {
            yield return request.MovesSecond && migration.Repetition is not null
                ? new FieldError(Second, $"can't be taken away while it is repeated; set {RepetitionRules.Every} to null too")
                : new FieldError(RepetitionRules.Every, RepetitionRules.WithoutSecond);
        }
        else if (dates.Repetition?.Until <= dates.Second && dates != ExecutionDates.Of(migration))
        {
            yield return request is { MovesSecond: true, MovesUntil: false }
                ? new FieldError(Second, $"must be earlier than {RepetitionRules.Until}")
                : new FieldError(RepetitionRules.Until, RepetitionRules.NotAfterSecond);
        }
    }

    private static int? EveryOf(Migration migration, RescheduleMigrationCommand request) =>
        request.MovesEvery ? request.SecondExecutionEvery : migration.SecondExecutionEvery;

    private static DateTimeOffset? UntilOf(Migration migration, RescheduleMigrationCommand request) =>
        request.MovesUntil ? request.SecondExecutionUntil : migration.SecondExecutionUntil;
}
