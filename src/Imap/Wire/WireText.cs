using System.Text;

namespace Hosting.Migrations.Imap.Wire;

/// <summary>Reads strings of a response as text, in which each character is a byte.</summary>
internal static class WireText
{
    /// <summary>A string without what the grammar puts around it (RFC 3501, section 4.3).</summary>
    /// <param name="raw">As it stands there.</param>
    /// <param name="content">What is in it.</param>
    public static string Read(ReadOnlySpan<byte> raw, ReadOnlySpan<byte> content) => Encoding.Latin1.GetString(Unescape(raw, content));

    /// <inheritdoc cref="Read"/>
    public static ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> raw, ReadOnlySpan<byte> content)
    {
        if (raw[0] != '"' || !content.Contains((byte)'\\'))
        {
            return content;
        }

        var (plain, length) = (new byte[content.Length], 0);
        for (var at = 0; at < content.Length; at++)
        {
            at += content[at] == '\\' && at + 1 < content.Length ? 1 : 0;
            plain[length++] = content[at];
        }

        return plain.AsSpan(0, length);
    }
}
