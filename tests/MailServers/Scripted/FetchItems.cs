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

    private static string Body(ScriptedMessage message, string item)
    {
        var match = Section().Match(item);
        var text = Encoding.Latin1.GetString(message.Content);
        var headEnd = text.IndexOf("\r\n\r\n", StringComparison.Ordinal) is >= 0 and var end ? end + 4 : text.Length;
        var section = match.Groups["section"].Value;
        var content = section.ToUpperInvariant() switch
        {
            "" => text,
            "HEADER" => text[..headEnd],
            "TEXT" => text[headEnd..],
            var fields when fields.StartsWith("HEADER.FIELDS", StringComparison.Ordinal) => Fields(text[..headEnd], section),
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

    private static string Fields(string head, string section)
    {
        var names = section[(section.IndexOf('(', StringComparison.Ordinal) + 1)..^1].Split(' ').Select(name => name.Trim('"'));
        return string.Concat(Header().Matches(head).Select(header => header.Value)
            .Where(header => names.Contains(header.Split(':')[0], StringComparer.OrdinalIgnoreCase))) + "\r\n";
    }

    private static string Envelope(ScriptedMessage message)
    {
        var head = Fields(Encoding.Latin1.GetString(message.Content), "(Message-ID)").Trim();
        var id = head is "" ? "NIL" : $"\"{head[(head.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()}\"";
        return $"ENVELOPE (NIL NIL NIL NIL NIL NIL NIL NIL NIL {id})";
    }

    [GeneratedRegex(@"[^\s()\[\]]+(\[[^\]]*\](<[0-9.]+>)?)?")]
    private static partial Regex Item();

    [GeneratedRegex(@"\[(?<section>[^\]]*)\](<(?<from>[0-9]+)\.(?<count>[0-9]+)>)?")]
    private static partial Regex Section();

    [GeneratedRegex(@"^[^\s:]+:.*\r\n([ \t].*\r\n)*", RegexOptions.Multiline)]
    private static partial Regex Header();
}
