namespace Hosting.Migrations.Imap.Connections;

/// <summary>Tells what begins a quoted string or a literal from what stands for itself, so that the answers behind it are not read as part of a string.</summary>
internal static class StringStart
{
    private const int TagLength = 9;

    /// <summary>Whether a string begins here, as far as can be seen.</summary>
    /// <param name="arrived">The first byte, and what has arrived behind it.</param>
    public static bool IsAt(ReadOnlySpan<byte> arrived) => arrived[0] switch
    {
        (byte)'"' => !IsLoneQuote(arrived),
        (byte)'{' => IsSize(arrived[1..]),
        _ => false,
    };

    // A new answer begins before another quote could end the string.
    private static bool IsLoneQuote(ReadOnlySpan<byte> arrived)
    {
        for (var i = 1; i < arrived.Length - 1; i++)
        {
            if (arrived[i] == '"' && arrived[i - 1] != '\\' && arrived[i + 1] is (byte)']' or (byte)')' or (byte)' ' or (byte)'\r')
            {
                return false;
            }

            if (arrived[i] == '\n' && IsAnswer(arrived[(i + 1)..]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSize(ReadOnlySpan<byte> arrived)
    {
        var digits = arrived.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return digits < 0 || (digits > 0 && ("}\r\n"u8.StartsWith(Begin(arrived[digits..], 3)) || "+}\r\n"u8.StartsWith(Begin(arrived[digits..], 4))));
    }

    private static ReadOnlySpan<byte> Begin(ReadOnlySpan<byte> bytes, int length) => bytes[..Math.Min(bytes.Length, length)];

    // Untagged, or with a tag as the mail library makes them.
    private static bool IsAnswer(ReadOnlySpan<byte> line) =>
        line.StartsWith("* "u8)
        || (line.Length > TagLength && char.IsAsciiLetterUpper((char)line[0]) && line[TagLength] == ' ' && !line[1..TagLength].ContainsAnyExceptInRange((byte)'0', (byte)'9'));
}
