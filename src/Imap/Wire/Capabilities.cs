using System.Globalization;
using System.Text;

namespace Hosting.Migrations.Imap.Wire;

/// <summary>What a server says it can do (RFC 3501, section 7.2.1).</summary>
internal sealed class Capabilities
{
    // RFC 9051, appendix E, as far as it is used here.
    private static readonly string[] OfRevision2 = ["NAMESPACE", "UNSELECT", "UIDPLUS", "ESEARCH", "ENABLE", "SASL-IR", "LIST-EXTENDED", "LIST-STATUS", "LITERAL-"];

    private readonly HashSet<string> _names;

    private Capabilities(IEnumerable<string> names)
    {
        _names = new HashSet<string>(names, StringComparer.OrdinalIgnoreCase);
        if (_names.Contains("IMAP4rev2"))
        {
            _names.UnionWith(_names.Contains("IMAP4rev1") ? ["LITERAL-"] : OfRevision2);
        }

        if (_names.Contains("QRESYNC"))
        {
            // RFC 7162, section 3.2.3.
            _names.Add("CONDSTORE");
        }
    }

    public static Capabilities None { get; } = new([]);

    /// <summary>How many messages the server works on in one command (RFC 9738); null if it does not say.</summary>
    public int? MessageLimit => ValueOf("MESSAGELIMIT=") is > 0 and <= int.MaxValue and var most ? (int)most : null;

    /// <summary>The size of the largest message that it takes, in bytes (RFC 7889); null if it does not say.</summary>
    public long? AppendLimit => ValueOf("APPENDLIMIT=");

    /// <summary>Reads what follows CAPABILITY.</summary>
    /// <exception cref="WireException">It is longer than any.</exception>
    public static Capabilities Read(string list) => list.Length > WireLimits.Capabilities
        ? throw new WireException($"names what it can do in more than {WireLimits.Capabilities / 1024} KiB")
        : new(list.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    /// <inheritdoc cref="Read(string)"/>
    public static Capabilities Read(ReadOnlySpan<byte> list) => Read(Encoding.Latin1.GetString(list.TrimEnd("\r\n"u8)));

    public bool Has(string name) => _names.Contains(name);

    private long? ValueOf(string name) => _names.FirstOrDefault(one => one.StartsWith(name, StringComparison.OrdinalIgnoreCase)) is { } told
        && long.TryParse(told.AsSpan(name.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
