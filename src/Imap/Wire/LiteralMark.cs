namespace Hosting.Migrations.Imap.Wire;

/// <summary>What announces a literal (RFC 3501, section 4.3), such as <c>{5}</c> and the end of the line.</summary>
/// <param name="Length">How many bytes it takes itself.</param>
/// <param name="Size">How many bytes follow; one that no number holds is the greatest there is.</param>
internal readonly record struct LiteralMark(int Length, long Size)
{
    /// <summary>The mark that a line ends with; null if it ends otherwise.</summary>
    public static LiteralMark? AtEndOf(ReadOnlySpan<byte> line)
    {
        var begin = line.LastIndexOf((byte)'{');
        return begin >= 0 && At(line[begin..]) is { } mark && begin + mark.Length == line.Length ? mark : null;
    }

    /// <summary>The mark that a text begins with; null if it begins otherwise.</summary>
    public static LiteralMark? At(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text[0] != '{')
        {
            return null;
        }

        var (at, size) = (1, 0L);
        for (; at < text.Length && text[at] is >= (byte)'0' and <= (byte)'9'; at++)
        {
            var digit = text[at] - '0';
            size = size <= (long.MaxValue - digit) / 10 ? (size * 10) + digit : long.MaxValue;
        }

        if (at == 1)
        {
            return null;
        }

        at += text[at..].StartsWith("+"u8) ? 1 : 0;
        if (!text[at..].StartsWith("}"u8))
        {
            return null;
        }

        at++;
        at += text[at..].StartsWith("\r"u8) ? 1 : 0;
        return text[at..].StartsWith("\n"u8) ? new LiteralMark(at + 1, size) : null;
    }
}
