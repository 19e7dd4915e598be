using System.Globalization;
using System.Text.RegularExpressions;

namespace Hosting.Migrations.Imap.Connections;

/// <summary>Capabilities that the mail library has no name for.</summary>
/// <param name="MessageLimit">How many messages the server works on in one command (RFC 9738); null if it does not say.</param>
/// <param name="HasUidOnly">Whether it knows RFC 9586, and so may show others no more than a part of a large folder.</param>
internal sealed partial record Announcements(int? MessageLimit, bool HasUidOnly)
{
    public static Announcements None { get; } = new(null, false);

    /// <summary>Reads what the server said until the login was over; of several lists of capabilities the last counts.</summary>
    public static Announcements Read(string words)
    {
        if (Capabilities().Match(words) is not { Success: true } last)
        {
            return None;
        }

        var limit = Limit().Match(last.Value);
        return new Announcements(
            limit.Success && int.TryParse(limit.Groups["most"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most > 0 ? most : null,
            UidOnly().IsMatch(last.Value));
    }

    [GeneratedRegex(@"[\n\[ ]CAPABILITY [^\]\r\n]*", RegexOptions.IgnoreCase | RegexOptions.RightToLeft)]
    private static partial Regex Capabilities();

    [GeneratedRegex(@" MESSAGELIMIT=(?<most>\d{1,10})(?![^\s\]])", RegexOptions.IgnoreCase)]
    private static partial Regex Limit();

    [GeneratedRegex(@" UIDONLY(?![^\s\]])", RegexOptions.IgnoreCase)]
    private static partial Regex UidOnly();
}
