using System.Text;

namespace Hosting.Migrations.Imap.Wire;

/// <summary>Changes in lines, without changing their length, what the mail library would misuse or can't read.</summary>
internal static class Capabilities
{
    /// <summary>Keeps from the library that literals need not wait (RFC 7888): whether they do is decided below it, by what the server has taken.</summary>
    /// <returns>Whether the line tells the server's capabilities.</returns>
    public static bool TryHideLiterals(Span<byte> line, out bool literalPlus, out bool literalMinus)
    {
        (literalPlus, literalMinus) = (false, false);
        var begin = IndexOf(line, "CAPABILITY "u8);
        if (begin < 0 || begin > 32)
        {
            return false;
        }

        var list = line[begin..];
        (literalPlus, literalMinus) = (TryHide(list, " LITERAL+"u8), TryHide(list, " LITERAL-"u8) || IndexOf(list, " IMAP4REV2"u8) >= 0);
        return true;
    }

    /// <summary>Reads a HIGHESTMODSEQ that is NIL as 0: the folder keeps none (RFC 7162, section 3.1.2.2).</summary>
    public static void MendModSeq(Span<byte> line)
    {
        var at = IndexOf(line, "HIGHESTMODSEQ NIL"u8);
        if (at >= 0)
        {
            line.Slice(at + "HIGHESTMODSEQ ".Length, 3).Fill((byte)'0');
        }
    }

    /// <summary>Makes words of what the library would read as the beginning of a string that never ends, in a response that has no strings.</summary>
    public static void MendWords(Span<byte> line)
    {
        line.Replace((byte)'"', (byte)'_');
        line.Replace((byte)'{', (byte)'_');
    }

    private static bool TryHide(Span<byte> list, ReadOnlySpan<byte> name)
    {
        var at = IndexOf(list, name);
        if (at < 0 || (at + name.Length < list.Length && list[at + name.Length] is not ((byte)' ' or (byte)']' or (byte)'\r' or (byte)'\n')))
        {
            return false;
        }

        list[at + 1] = (byte)'X';
        return true;
    }

    private static int IndexOf(ReadOnlySpan<byte> line, ReadOnlySpan<byte> text)
    {
        for (var from = 0; from + text.Length <= line.Length; from++)
        {
            var next = line[from..].IndexOfAny(text[0], (byte)char.ToLowerInvariant((char)text[0]));
            if (next < 0 || from + next + text.Length > line.Length)
            {
                return -1;
            }

            from += next;
            if (Ascii.EqualsIgnoreCase(line.Slice(from, text.Length), text))
            {
                return from;
            }
        }

        return -1;
    }
}
