using System.Text;

namespace Hosting.Migrations.Imap.Wire;

/// <summary>Names of parts of messages in FETCH responses (RFC 3501, section 7.4.2; RFC 3516).</summary>
internal static class MessagePart
{
    /// <summary>Whether a part of a message follows the name.</summary>
    public static bool Is(ReadOnlySpan<byte> name) =>
        Begins(name, "BODY["u8) || Begins(name, "BINARY["u8) || Ascii.EqualsIgnoreCase(name, "RFC822"u8)
        || Begins(name, "RFC822.HEADER"u8) || Begins(name, "RFC822.TEXT"u8);

    /// <summary>The section of <c>BODY[...]</c>: empty for the whole message; null if the name is another one.</summary>
    public static string? SectionOf(ReadOnlySpan<byte> name)
    {
        var end = name.IndexOf((byte)']');
        return Begins(name, "BODY["u8) && end > 0 ? Encoding.Latin1.GetString(name["BODY[".Length..end]) : null;
    }

    /// <summary>Whether such a name is the last word of a text, with perhaps a range and the sign of a binary literal behind it.</summary>
    public static bool IsAtEndOf(ReadOnlySpan<byte> text)
    {
        text = text.TrimEnd("~ "u8);
        var section = text.LastIndexOf("BODY["u8);
        return section >= 0 && text[section..].IndexOf((byte)']') is > 0 and var close && text[(section + close)..] is [_] or [_, (byte)'<', .., (byte)'>'];
    }

    private static bool Begins(ReadOnlySpan<byte> name, ReadOnlySpan<byte> with) => name.Length >= with.Length && Ascii.EqualsIgnoreCase(name[..with.Length], with);
}
