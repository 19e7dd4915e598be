using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Hosting.Migrations.Application.Migrations.Create;

/// <summary>Reads the bytes of an uploaded CSV file as text, or says which encoding they seem to have instead of UTF-8.</summary>
public static class CsvBytes
{
    /// <summary>Reads bytes as UTF-8.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <returns>The text, byte order mark included; null where it is not UTF-8, and then why.</returns>
    public static (string? Text, string? Fault) Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            return (null, "must be UTF-8, but is UTF-16");
        }

        if (Utf8.IsValid(bytes))
        {
            return (Encoding.UTF8.GetString(bytes), null);
        }

        var line = 1 + bytes[..FindFirstFault(bytes)].Count((byte)'\n');
        return (null, string.Create(CultureInfo.InvariantCulture, $"must be UTF-8, but row {line} is not; is it Latin-1 or Windows-1252?"));
    }

    private static int FindFirstFault(ReadOnlySpan<byte> bytes)
    {
        Span<char> chars = new char[bytes.Length];
        Utf8.ToUtf16(bytes, chars, out var read, out _, replaceInvalidSequences: false);
        return read;
    }
}
