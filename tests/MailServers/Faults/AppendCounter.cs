using System.Text;
using System.Text.RegularExpressions;

namespace Hosting.Migrations.MailServers.Faults;

/// <summary>Counts the messages that a client begins to send on one connection.</summary>
internal sealed partial class AppendCounter
{
    // Longer than what stands between a message's date and its bytes.
    private const int Overlap = 80;

    private string _last = string.Empty;

    /// <summary>How many messages begin in what the client has sent just now.</summary>
    public int Count(ReadOnlySpan<byte> sent)
    {
        var text = _last + Encoding.Latin1.GetString(sent);
        var begun = Announced().Matches(text).Count(match => match.Index + match.Length > _last.Length);
        _last = text[^Math.Min(Overlap, text.Length)..];
        return begun;
    }

    // A message's date and length, the last of what goes before its bytes.
    [GeneratedRegex(@" ""[ \d]\d-\w{3}-\d{4} [\d:]+ [+-]\d{4}"" \{\d+\+?\}\r\n")]
    private static partial Regex Announced();
}
