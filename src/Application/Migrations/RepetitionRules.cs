using System.Linq.Expressions;
using FluentValidation;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Migrations;

/// <summary>What can be told of a repetition of the second execution from the values alone.</summary>
internal static class RepetitionRules
{
    public const string Every = "second_execution_every";
    public const string Until = "second_execution_until";
    public const string WithoutSecond = "must not be given without a second execution";
    public const string NotAfterSecond = "must be later than the second execution";

    public static void AddHourRule<T>(this AbstractValidator<T> validator, Expression<Func<T, int?>> every) =>
        validator.RuleFor(every)
            .Must(hours => hours is null or (>= Repetition.MinHours and <= Repetition.MaxHours))
            .WithMessage($"must be {Repetition.MinHours} to {Repetition.MaxHours} hours");

    public static void AddUntilRule<T>(this AbstractValidator<T> validator, Expression<Func<T, DateTimeOffset?>> until, TimeProvider clock) =>
        validator.RuleFor(until)
            .Must(date => date is null || date > clock.GetUtcNow()).WithMessage("must lie in the future")
            .Must(date => PlannedDate.IsSoon(date, clock)).WithMessage(PlannedDate.NotTooFar);
}
