namespace Hosting.Migrations.Imap.Wire;

/// <summary>
/// Finds the end of a response that can't be followed by its strings and parentheses: the end of a line behind which another answer begins. What
/// is announced as a literal at the end of a line is passed over.
/// </summary>
internal static class ResponseExtent
{
    /// <summary>The length of the response, or of what stands before the first message in it; null if more has to arrive.</summary>
    /// <param name="arrived">Begins with the response.</param>
    /// <param name="tag">The tag of the command under way; null if none is.</param>
    public static int? Find(ReadOnlySpan<byte> arrived, string? tag)
    {
        var at = 0;
        while (arrived[at..].IndexOf((byte)'\n') is >= 0 and var length)
        {
            var end = at + length + 1;
            if (LiteralMark.AtEndOf(arrived[at..end]) is { } mark)
            {
                if (IsBehindSection(arrived[..(end - mark.Length)]))
                {
                    return end;
                }

                if (mark.Size > arrived.Length - end)
                {
                    return null;
                }

                at = end + (int)mark.Size;
            }
            else if (NextAnswer.BeginsIn(arrived[end..], tag) is { } isAnswer)
            {
                at = end;
                if (isAnswer)
                {
                    return end;
                }
            }
            else
            {
                return null;
            }
        }

        return null;
    }

    // BODY[...] or BODY[...]<0>, and perhaps the sign of a binary literal.
    private static bool IsBehindSection(ReadOnlySpan<byte> text)
    {
        text = text.TrimEnd("~ "u8);
        var section = text.LastIndexOf("BODY["u8);
        return section >= 0 && text[section..].IndexOf((byte)']') is > 0 and var close && text[(section + close)..] is [_] or [_, (byte)'<', .., (byte)'>'];
    }
}
