using System.Text;

namespace Hosting.Migrations.Application.Migrations.Create.Csv;

/// <summary>Tells files that are no CSV by their first bytes, so that nobody is asked for the encoding of a workbook.</summary>
internal static class FileKind
{
    private const string Workbook = "is an Excel workbook, or another packed file; save it as CSV UTF-8";
    private const string Compressed = "is a compressed file; send the CSV file itself";

    private static readonly (byte[] Begin, string Reason)[] Kinds =
    [
        ("PK\u0003\u0004"u8.ToArray(), Workbook),
        ("PK\u0005\u0006"u8.ToArray(), Workbook),
        ("UEsDBBQ"u8.ToArray(), "is an Excel workbook in Base64; save it as CSV UTF-8, and send the text itself"),
        ([0xD0, 0xCF, 0x11, 0xE0], "is an Excel workbook of the old kind (.xls); save it as CSV UTF-8"),
        ([0x1F, 0x8B], Compressed),
        ([0x28, 0xB5, 0x2F, 0xFD], Compressed),
        ([0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z'], Compressed),
        ([(byte)'7', (byte)'z', 0xBC, 0xAF], Compressed),
        ("BZh91AY&SY"u8.ToArray(), Compressed),
        ("Rar!"u8.ToArray(), Compressed),
        ("%PDF"u8.ToArray(), "is a PDF; save it as CSV UTF-8"),
        ("{\\rtf"u8.ToArray(), "is a text document (RTF); save it as CSV UTF-8"),
        ("data:"u8.ToArray(), "is a data URL; send the text of the file itself"),
    ];

    private static readonly string[] MarkupBegins = ["<!doctype", "<html", "<table", "<meta", "<?xml"];

    /// <summary>The most bytes that are looked at.</summary>
    public const int Length = 64;

    /// <summary>Why a file is no CSV; null where it may be one.</summary>
    /// <param name="bytes">How it begins.</param>
    public static string? FindFault(ReadOnlySpan<byte> bytes)
    {
        var begin = bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        begin = begin.TrimStart(" \t\r\n"u8);
        foreach (var (signature, reason) in Kinds)
        {
            if (begin.StartsWith(signature))
            {
                return reason;
            }
        }

        // In Latin-1 any bytes can be read.
        var text = Encoding.Latin1.GetString(begin);
        return Array.Exists(MarkupBegins, markup => text.StartsWith(markup, StringComparison.OrdinalIgnoreCase)) ? "is HTML or XML; save it as CSV UTF-8" : null;
    }
}
