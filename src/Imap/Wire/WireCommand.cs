using System.Globalization;
using System.Text;

namespace Hosting.Migrations.Imap.Wire;

/// <summary>A command that is under way, and what it asks for.</summary>
internal sealed class WireCommand
{
    private readonly List<(uint First, uint Last)> _uids = [];
    private readonly HashSet<uint> _handedOut = [];
    private readonly string _text;

    /// <param name="line">Its first line.</param>
    public WireCommand(ReadOnlySpan<byte> line)
    {
        _text = Encoding.Latin1.GetString(line.TrimEnd("\r\n"u8));
        var words = _text.Split(' ', 5);
        Tag = words[0];
        var isUid = words.Length > 2 && words[1].Equals("UID", StringComparison.OrdinalIgnoreCase);
        Name = words.ElementAtOrDefault(isUid ? 2 : 1)?.ToUpperInvariant() ?? string.Empty;
        if (Name == "FETCH" && words.Length > (isUid ? 3 : 2))
        {
            Asked = ReadSet(words[isUid ? 3 : 2], isUid);
        }
    }

    public string Tag { get; }

    /// <summary>In capitals, without UID in front.</summary>
    public string Name { get; }

    /// <summary>How many messages it asks for.</summary>
    public long Asked { get; }

    /// <summary>Whether the server may ask for further lines.</summary>
    public bool IsConversation => Name == "AUTHENTICATE";

    /// <summary>How many messages it brings along, or other literals.</summary>
    public int Messages { get; set; }

    /// <summary>Whether a literal has been sent before the server asked for it.</summary>
    public bool HasUnaskedLiteral { get; set; }

    /// <summary>The flags in the line before the literal that the server has still to ask for; null if there is no such literal.</summary>
    public IReadOnlyList<string>? Awaited { get; set; }

    public bool AsksFor(uint uid) => _uids.Exists(range => range.First <= uid && uid <= range.Last);

    /// <summary>Whether it asks for a part of messages such as <c>HEADER</c>; empty = whole messages.</summary>
    public bool AsksForSection(string section)
    {
        var name = section.Split(' ', 2)[0];
        return Name == "FETCH" && (Says($"BODY.PEEK[{name}") || Says($"BODY[{name}")) && (name.Length > 0 || Says("BODY.PEEK[]") || Says("BODY[]"));
    }

    /// <summary>Notes that a message has been handed out.</summary>
    /// <returns>False if it had been already.</returns>
    public bool TryHandOut(uint uid) => _handedOut.Add(uid);

    private bool Says(string item) => _text.Contains(item, StringComparison.OrdinalIgnoreCase);

    private long ReadSet(string set, bool isUid)
    {
        var count = 0L;
        foreach (var part in set.Split(','))
        {
            var ends = part.Split(':', 2);
            var (first, last) = (ReadNumber(ends[0]), ReadNumber(ends[^1]));
            (first, last) = first <= last ? (first, last) : (last, first);
            if (isUid)
            {
                _uids.Add((first, last));
            }

            count += (long)last - first + 1;
        }

        return count;
    }

    private static uint ReadNumber(string text) => text == "*" ? uint.MaxValue : uint.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
