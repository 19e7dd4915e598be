namespace Hosting.Migrations.Imap.Maildir;

/// <summary>
/// Ends the lines of a message as they end on the wire: LF alone becomes CRLF, CRLF stays. It takes the bytes in parts of any size.
/// </summary>
internal sealed class CrlfLines
{
    private bool _isAfterCr;

    /// <summary>How much room a part may take at most.</summary>
    public static int RoomFor(int length) => 2 * length;

    /// <summary>Converts the next part.</summary>
    /// <param name="part">As it is on disk.</param>
    /// <param name="converted">Has room for it.</param>
    /// <returns>How many bytes it has become.</returns>
    public int Convert(ReadOnlySpan<byte> part, Span<byte> converted)
    {
        var written = 0;
        while (!part.IsEmpty)
        {
            var end = part.IndexOf((byte)'\n');
            var line = end < 0 ? part : part[..end];
            line.CopyTo(converted[written..]);
            written += line.Length;
            _isAfterCr = line.IsEmpty ? _isAfterCr : line[^1] == '\r';
            if (end < 0)
            {
                break;
            }

            if (!_isAfterCr)
            {
                converted[written++] = (byte)'\r';
            }

            converted[written++] = (byte)'\n';
            _isAfterCr = false;
            part = part[(end + 1)..];
        }

        return written;
    }
}
