namespace Hosting.Migrations.Application.Migrations.Create;

/// <summary>The date filters by their texts.</summary>
internal static class DateFilters
{
    public const string Custom = "custom";
    public const string Everything = "all";
    private const int HalfAYear = 6;

    public static IReadOnlyList<string> All { get; } = [Everything, "last_month", "last_6_months", "last_year", Custom];

    /// <summary>The lower bound for messages; null = none.</summary>
    public static DateTimeOffset? FromDate(string? preset, string? customFromDate, DateTimeOffset now) => (preset ?? Everything) switch
    {
        "last_month" => now.AddMonths(-1),
        "last_6_months" => now.AddMonths(-HalfAYear),
        "last_year" => now.AddYears(-1),
        Custom => MomentText.Read(customFromDate!),
        _ => null,
    };
}
