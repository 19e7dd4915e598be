using System.Globalization;

namespace Hosting.Migrations.Application.Migrations.Create;

/// <summary>The date filters by their texts.</summary>
internal static class DateFilters
{
    public const string Custom = "custom";
    private const string Everything = "all";
    private const int HalfAYear = 6;

    private static readonly string[] MomentFormats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    public static IReadOnlyList<string> All { get; } = [Everything, "last_month", "last_6_months", "last_year", Custom];

    /// <summary>The lower bound for messages; null = none.</summary>
    public static DateTimeOffset? FromDate(string? preset, string? customFromDate, DateTimeOffset now) => (preset ?? Everything) switch
    {
        "last_month" => now.AddMonths(-1),
        "last_6_months" => now.AddMonths(-HalfAYear),
        "last_year" => now.AddYears(-1),
        Custom => Read(customFromDate!),
        _ => null,
    };

    /// <summary>Reads a date, which begins at midnight UTC, or a moment with its offset; null where the text is neither.</summary>
    public static DateTimeOffset? Read(string text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return new DateTimeOffset(date, TimeOnly.MinValue, TimeSpan.Zero);
        }

        // Without an offset nobody knows which moment is meant.
        var hasOffset = text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-');
        return hasOffset && DateTimeOffset.TryParseExact(text, MomentFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)
            ? moment.ToUniversalTime()
            : null;
    }
}
