using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Hosting.Migrations.MailServers.Scripted;

/// <summary>The items of a FETCH response, as bytes read as Latin-1.</summary>
internal static partial class FetchItems
{
    public static string Write(ScriptedMessage message, string item) => item.ToUpperInvariant() switch
    {
        "UID" => $"UID {message.Uid}",
        "FLAGS" => $"FLAGS ({string.Join(' ', message.Flags)})",
        "INTERNALDATE" => $"INTERNALDATE \"{message.InternalDate}\"",
        "RFC822.SIZE" => $"RFC822.SIZE {message.Content.Length}",
        "ENVELOPE" => Envelope(message),
        var body when body.StartsWith("BODY", StringComparison.Ordinal) => Body(message, item),
        var extra => message.Extras.TryGetValue(extra, out var text) ? $"{extra} {text}" : string.Empty,
    };

    /// <summary>Splits the items of a command, in which lists of header fields stand in brackets.</summary>
    public static IReadOnlyList<string> Split(string items) => items.Trim().ToUpperInvariant() switch
    {
        "ALL" => ["FLAGS", "INTERNALDATE", "RFC822.SIZE", "ENVELOPE"],
        "FAST" => ["FLAGS", "INTERNALDATE", "RFC822.SIZE"],
        _ => [.. Item().Matches(items).Select(match => match.Value)],
    };

    /// <summary>Whether a header field has a text in it, as SEARCH HEADER asks.</summary>
    public static bool HasField(ScriptedMessage message, string name, string text) =>
        Fields(HeadOf(message), [name]).Contains(text, StringComparison.OrdinalIgnoreCase);

    private static string HeadOf(ScriptedMessage message)
    {
        var text = Encoding.Latin1.GetString(message.Content);
        return text.IndexOf("\r\n\r\n", StringComparison.Ordinal) is >= 0 and var end ? text[..(end + 4)] : text;
    }

    private static string Body(ScriptedMessage message, string item)
    {
        var match = Section().Match(item);
        var text = Encoding.Latin1.GetString(message.Content);
        var head = HeadOf(message);
        var section = match.Groups["section"].Value;
        var content = section.ToUpperInvariant() switch
        {
            "" => text,
            "HEADER" => head,
            "TEXT" => text[head.Length..],
            var fields when fields.StartsWith("HEADER.FIELDS", StringComparison.Ordinal) => Fields(head, section[(section.IndexOf('(', StringComparison.Ordinal) + 1)..^1].Split(' ')),
            _ => string.Empty,
        };
        var origin = string.Empty;
        if (match.Groups["from"] is { Success: true, Value: var from })
        {
            var start = Math.Min(content.Length, int.Parse(from, CultureInfo.InvariantCulture));
            content = content.Substring(start, Math.Min(content.Length - start, int.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture)));
            origin = $"<{from}>";
        }

        return $"BODY[{section}]{origin} {{{content.Length}}}\r\n{content}";
    }

    private static string Fields(string head, IEnumerable<string> names)
    {
        var chosen = Header().Matches(head).Select(header => header.Value)
            .Where(header => names.Contains(header.Split(':')[0], StringComparer.OrdinalIgnoreCase));
        return $"{string.Concat(chosen)}\r\n";
    }

    private static string Envelope(ScriptedMessage message)
    {
        var field = Fields(HeadOf(message), ["Message-ID"]).Trim();
        var id = field is "" ? "NIL" : $"\"{field[(field.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()}\"";
        return $"ENVELOPE (NIL NIL NIL NIL NIL NIL NIL NIL NIL {id})";
    }

    [GeneratedRegex(@"[^\s()\[\]]+(\[[^\]]*\](<[0-9.]+>)?)?")]
    private static partial Regex Item();

    [GeneratedRegex(@"\[(?<section>[^\]]*)\](<(?<from>[0-9]+)\.(?<count>[0-9]+)>)?")]
    private static partial Regex Section();

    [GeneratedRegex(@"^[^\s:]+:.*\r\n([ \t].*\r\n)*", RegexOptions.Multiline)]
    private static partial Regex Header();
}
