using FluentValidation;
using Hosting.Migrations.Application.Paging;
using Hosting.Migrations.Domain;

namespace Hosting.Migrations.Application.Migrations.List;

/// <summary>The rules that all lists share: for the status filter, the page and the search.</summary>
internal static class ListRules
{
    public const string True = "true";
    public const string False = "false";

    private const char Comma = ',';

    public static IRuleBuilderOptions<TQuery, string?> MustBeStatus<TQuery, TStatus>(this IRuleBuilder<TQuery, string?> rule)
        where TStatus : struct, Enum => rule
        .Must(status => status is null or ListMigrationsQuery.AllStatuses || EnumText<TStatus>.IsDefined(status))
        .WithMessage($"must be one of: {ListMigrationsQuery.AllStatuses}, {string.Join(", ", EnumText<TStatus>.All)}");

    // Several have commas between them, since a parameter that is given twice is refused.
    public static IRuleBuilderOptions<TQuery, string?> MustBeStatuses<TQuery, TStatus>(this IRuleBuilder<TQuery, string?> rule)
        where TStatus : struct, Enum => rule
        .Must(status => status is null or ListMigrationsQuery.AllStatuses || Array.TrueForAll(status.Split(Comma), EnumText<TStatus>.IsDefined))
        .WithMessage($"must be one of: {ListMigrationsQuery.AllStatuses}, {string.Join(", ", EnumText<TStatus>.All)}");

    /// <summary>The statuses that a valid filter names, each once; none for all.</summary>
    public static IReadOnlyList<TStatus> StatusesOf<TStatus>(string? status)
        where TStatus : struct, Enum =>
        status is null or ListMigrationsQuery.AllStatuses ? []
            : status.Contains(Comma, StringComparison.Ordinal) ? [.. status.Split(Comma).Distinct().Select(EnumText<TStatus>.Parse)]
            : [EnumText<TStatus>.Parse(status)];

    public static IRuleBuilderOptions<TQuery, int> MustBePageNumber<TQuery>(this IRuleBuilder<TQuery, int> rule) => rule
        .GreaterThanOrEqualTo(1)
        .WithMessage("must be 1 or more");

    public static IRuleBuilderOptions<TQuery, int> MustBePageSize<TQuery>(this IRuleBuilder<TQuery, int> rule) => rule
        .InclusiveBetween(1, PageRequest.MaxSize)
        .WithMessage($"must be between 1 and {PageRequest.MaxSize}");

    public static IRuleBuilderOptions<TQuery, string?> MustBeMoment<TQuery>(this IRuleBuilder<TQuery, string?> rule) => rule
        .Must(text => text is null || MomentText.Read(text) is not null)
        .WithMessage("must be a date, such as 2026-11-23, or a date and time with an offset, such as 2026-11-23T22:00:00Z");

    public static IRuleBuilderOptions<TQuery, string?> MustBeTruth<TQuery>(this IRuleBuilder<TQuery, string?> rule) => rule
        .Must(text => text is null or True or False)
        .WithMessage($"must be {True} or {False}");

    public static IRuleBuilderOptions<TQuery, string?> MustBeCursor<TQuery>(this IRuleBuilder<TQuery, string?> rule, Func<string, bool> isOne) => rule
        .Must(cursor => cursor is null || isOne(cursor))
        .WithMessage("must be the next_cursor of a page of the same list, in the same order");

    // No stored field holds a control character, and PostgreSQL refuses NUL in a text.
    public static IRuleBuilderOptions<TQuery, string?> MustBeSearch<TQuery>(this IRuleBuilder<TQuery, string?> rule) => rule
        .Must(text => text is null || text.EnumerateRunes().Count() <= ListMigrationsQuery.MaxQueryLength)
        .WithMessage($"must have at most {ListMigrationsQuery.MaxQueryLength} characters")
        .Must(text => text is null || !text.Trim().Any(char.IsControl))
        .WithMessage("must not contain control characters");
}
