using System.Text;

namespace Hosting.Migrations.Imap.Wire;

/// <summary>
/// Finds folders that the mail library takes for one: names that differ in the case of INBOX above them (which RFC 9051, section 5.1, leaves to
/// the server), or in a separator at their end.
/// </summary>
internal sealed class ListedNames
{
    private const string Inbox = "INBOX";

    private readonly Dictionary<string, Listed> _listed = new(StringComparer.Ordinal);

    /// <summary>Forgets all, for another listing.</summary>
    public void Clear() => _listed.Clear();

    /// <summary>Notes a folder.</summary>
    /// <param name="response">A LIST response that is complete and has its name in the line.</param>
    /// <param name="other">By which name the library knows the folder, if this one may hold messages; null if it holds none.</param>
    /// <returns>True if the library would take it for another one that was listed before it.</returns>
    public bool IsTakenForAnother(Span<byte> response, out (string Name, string Other)? other)
    {
        other = null;
        if (Read(response) is not var (name, separator, isSelectable))
        {
            return false;
        }

        var (key, spelling) = KeyOf(name, separator);
        if (!_listed.TryGetValue(key, out var first))
        {
            _listed.Add(key, new Listed(spelling, isSelectable));
            return false;
        }

        if (first.Spelling == spelling)
        {
            return false;
        }

        if (!first.IsSelectable && isSelectable && first.Spelling.TrimEnd(separator) == spelling.TrimEnd(separator))
        {
            // A level that is listed beside the folder of its name, as UW imapd does it.
            _listed[key] = new Listed(spelling, isSelectable);
            return false;
        }

        other = isSelectable ? (spelling, first.Spelling) : null;
        return true;
    }

    private static (string Key, string Spelling) KeyOf(string name, char separator)
    {
        var trimmed = name.TrimEnd(separator);
        var isBelowInbox = trimmed.StartsWith(Inbox, StringComparison.OrdinalIgnoreCase) && (trimmed.Length == Inbox.Length || trimmed[Inbox.Length] == separator);
        var key = isBelowInbox ? Inbox + trimmed[Inbox.Length..] : trimmed;
        return (key, name.Equals(Inbox, StringComparison.OrdinalIgnoreCase) ? Inbox : name);
    }

    private static (string Name, char Separator, bool IsSelectable)? Read(Span<byte> response)
    {
        var text = new ResponseText(response) { At = Math.Max(0, response.IndexOf((byte)'(')) };
        var begin = text.At;
        if (!text.TrySkipValue())
        {
            return null;
        }

        var attributes = Encoding.Latin1.GetString(response[begin..text.At]);
        text.SkipSpaces();
        begin = text.At;
        if (!text.TrySkipValue())
        {
            return null;
        }

        // A separator in quotes may be escaped; NIL is that of a server without levels.
        var separator = Unquote(response[begin..text.At]);
        text.SkipSpaces();
        begin = text.At;
        if (!(text.TrySkipString() || text.TrySkipValue()))
        {
            return null;
        }

        var isSelectable = !attributes.Contains(@"\NoSelect", StringComparison.OrdinalIgnoreCase) && !attributes.Contains(@"\NonExistent", StringComparison.OrdinalIgnoreCase);
        return (Unquote(response[begin..text.At]), separator.Length is 1 or 2 ? separator[^1] : '\0', isSelectable);
    }

    private static string Unquote(ReadOnlySpan<byte> text) =>
        Encoding.Latin1.GetString(text is [(byte)'"', .., (byte)'"'] ? text[1..^1] : text);

    private sealed record Listed(string Spelling, bool IsSelectable);
}
