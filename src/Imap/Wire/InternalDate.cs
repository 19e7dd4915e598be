using System.Globalization;
using System.Text;

namespace Hosting.Migrations.Imap.Wire;

/// <summary>
/// Reads and writes INTERNALDATE (RFC 3501, section 9, date-time) as servers write it: with one digit for a day, with two for a year, without a zone.
/// </summary>
internal static class InternalDate
{
    /// <summary>The longest text that may be a date, in bytes.</summary>
    public const int MaxLength = 64;

    // Before the calendar that we use, a date is the zero of some program.
    private const int FirstYear = 1600;
    private const int LastYear = 9998;

    private static readonly string[] Formats = ["d-MMM-yyyy HH:mm:ss", "d-MMM-yy HH:mm:ss"];

    /// <summary>The moment; null if the text is no date, or none that a message can have arrived at.</summary>
    public static DateTimeOffset? Read(ReadOnlySpan<byte> text)
    {
        text = text.Trim((byte)' ');
        if (text.Length > MaxLength)
        {
            return null;
        }

        Span<char> buffer = stackalloc char[text.Length];
        Encoding.Latin1.GetChars(text, buffer);
        ReadOnlySpan<char> characters = buffer;
        var zoneAt = characters.LastIndexOfAny('+', '-');
        var hasZone = zoneAt > 0 && characters[zoneAt - 1] == ' ';
        var zone = hasZone ? ReadZone(characters[zoneAt..]) : TimeSpan.Zero;
        var date = hasZone ? characters[..(zoneAt - 1)] : characters;
        return zone is { } offset
            && DateTime.TryParseExact(date, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AllowTrailingWhite, out var moment)
            && moment.Year is >= FirstYear and <= LastYear
            ? new DateTimeOffset(moment, offset)
            : null;
    }

    /// <summary>The text of a moment, as servers take it.</summary>
    public static string Write(DateTimeOffset moment)
    {
        var zone = moment.Offset.Duration();
        return string.Create(CultureInfo.InvariantCulture, $"{moment:dd-MMM-yyyy HH:mm:ss} {(moment.Offset < TimeSpan.Zero ? '-' : '+')}{zone.Hours:00}{zone.Minutes:00}");
    }

    // Nobody lives further than 14 hours from Greenwich; what is further off says nothing.
    private static TimeSpan? ReadZone(ReadOnlySpan<char> zone) =>
        zone.Length == 5 && int.TryParse(zone[1..], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number % 100 < 60 && number <= 1400 ? (zone[0] == '-' ? -1 : 1) * new TimeSpan(number / 100, number % 100, 0) : TimeSpan.Zero
            : null;
}
