using System.Globalization;

namespace Hosting.Migrations.MailServers.Imap;

/// <summary>How IMAP writes strings and dates.</summary>
public static class ImapText
{
    private const string DateFormat = "d-MMM-yyyy HH:mm:ss zzz";

    public static string Quote(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    public static string Date(DateTimeOffset date) =>
        date.ToString("dd-MMM-yyyy HH:mm:ss ", CultureInfo.InvariantCulture) + date.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", string.Empty, StringComparison.Ordinal);

    /// <summary>The instant that a server's date means; null if it means none.</summary>
    public static DateTimeOffset? ParseDate(string text) =>
        DateTimeOffset.TryParseExact(text.Trim(), DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
}
