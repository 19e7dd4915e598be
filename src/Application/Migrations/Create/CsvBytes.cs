using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Migrations.Create.Csv;

namespace Hosting.Migrations.Application.Migrations.Create;

/// <summary>Reads the bytes of an uploaded CSV file as text, or says what they seem to be instead.</summary>
public static class CsvBytes
{
    /// <summary>Reads bytes as UTF-8, or as what their byte order mark says.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <returns>The text; null where it can't be read, and then why.</returns>
    public static (string? Text, LocatedError? Fault) Decode(ReadOnlySpan<byte> bytes)
    {
        if (FileKind.FindFault(bytes[..Math.Min(bytes.Length, FileKind.Length)]) is { } kind)
        {
            return Refuse(UploadErrorCode.NotCsv, null, kind);
        }

        if (FindMarked(bytes) is { } encoding)
        {
            return DecodeMarked(encoding, bytes);
        }

        if (Utf8.IsValid(bytes))
        {
            return (Encoding.UTF8.GetString(bytes), null);
        }

        var row = 1 + bytes[..FindFirstFault(bytes)].Count((byte)'\n');
        return Refuse(
            UploadErrorCode.Encoding, row, string.Create(CultureInfo.InvariantCulture, $"must be UTF-8, but row {row} is not; is it Latin-1 or Windows-1252? Save it as CSV UTF-8"));
    }

    // UTF-32 first: in little-endian order its mark begins with that of UTF-16.
    private static Encoding? FindMarked(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xFF, 0xFE, 0, 0, ..] => new UTF32Encoding(bigEndian: false, byteOrderMark: true, throwOnInvalidCharacters: true),
        [0, 0, 0xFE, 0xFF, ..] => new UTF32Encoding(bigEndian: true, byteOrderMark: true, throwOnInvalidCharacters: true),
        [0xFF, 0xFE, ..] => new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
        [0xFE, 0xFF, ..] => new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true),
        _ => null,
    };

    private static (string? Text, LocatedError? Fault) DecodeMarked(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return (encoding.GetString(bytes[encoding.Preamble.Length..]), null);
        }
        catch (DecoderFallbackException)
        {
            return Refuse(UploadErrorCode.Encoding, null, "begins as UTF-16 or UTF-32, but can't be read as that; save it as CSV UTF-8");
        }
    }

    private static (string? Text, LocatedError? Fault) Refuse(UploadErrorCode code, int? row, string reason) =>
        (null, new LocatedError(CsvUpload.Field, reason, code, row));

    private static int FindFirstFault(ReadOnlySpan<byte> bytes)
    {
        Span<char> chars = new char[bytes.Length];
        Utf8.ToUtf16(bytes, chars, out var read, out _, replaceInvalidSequences: false);
        return read;
    }
}
