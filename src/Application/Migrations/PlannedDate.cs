namespace Hosting.Migrations.Application.Migrations;

/// <summary>What holds for every date for which something is planned.</summary>
internal static class PlannedDate
{
    public const string NotTooFar = "must be at most 365 days ahead";

    private const int MaxDaysAhead = 365;

    /// <summary>Whether a date is near enough to be planned for; null is.</summary>
    public static bool IsSoon(DateTimeOffset? date, TimeProvider clock) =>
        date is null || date <= clock.GetUtcNow().AddDays(MaxDaysAhead);
}
