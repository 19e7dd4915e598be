using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Hosting.Migrations.Imap.Wire;

/// <summary>
/// Reads the code of a status response (RFC 3501, section 7.1) where the library would, and makes text of one that it could not read: the
/// bracket before it becomes a parenthesis, so that the words remain and nothing else is lost over them.
/// </summary>
internal static partial class ResponseCode
{
    private static readonly SearchValues<char> NoAtom = SearchValues.Create(" \"{()\\%*");

    /// <summary>Looks at what a status response says behind its OK, NO, BAD or BYE.</summary>
    /// <param name="text">Begins there, and ends with the line.</param>
    /// <param name="command">The command under way; null if none is.</param>
    /// <returns>The name of the code in capitals; empty if there is none that the library reads.</returns>
    public static string Mend(Span<byte> text, WireCommand? command)
    {
        if (text.IsEmpty || text[0] != '[')
        {
            MendText(text);
            return string.Empty;
        }

        var end = text.IndexOf((byte)']');
        var code = Form().Match(Encoding.Latin1.GetString(text[1..(end < 0 ? text.Length : end)]));
        var name = code.Groups["name"].Value.ToUpperInvariant();
        var isReadable = name == "PERMANENTFLAGS"
            ? end < 0 || text.IndexOf(")]"u8) > 0
            : end >= 0 && code.Success && IsReadable(name, code.Groups["rest"].Value, command);
        if (isReadable)
        {
            return name;
        }

        text[0] = (byte)'(';
        return string.Empty;
    }

    // The library reads the first word of a text as if it could be a string.
    private static void MendText(Span<byte> text)
    {
        if (!text.IsEmpty && text[0] is (byte)'"' or (byte)'{')
        {
            text[0] = (byte)'\'';
        }
    }

    private static bool IsReadable(string name, string rest, WireCommand? command) => name switch
    {
        "UIDNEXT" or "UIDVALIDITY" => uint.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out _),
        "UNSEEN" => int.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out _),
        "HIGHESTMODSEQ" => rest == "NIL" || ulong.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out _),
        "APPENDUID" => AppendUid.IsFor(rest, command),
        "WEBALERT" => rest.Length > 0 && !rest.AsSpan().ContainsAny(NoAtom),

        // Codes with words behind them that the library reads, and that say nothing here.
        "COPYUID" or "BADCHARSET" or "NEWNAME" or "BADURL" or "MODIFIED" or "MAXCONVERTMESSAGES" or "MAXCONVERTPARTS" or "NOUPDATE" or "ANNOTATE"
            or "ANNOTATIONS" or "METADATA" or "UNDEFINED-FILTER" or "MAILBOXID" => false,
        _ => !rest.AsSpan().ContainsAny('"', '{'),
    };

    [GeneratedRegex(@"\A(?<name>[^\s()\[\]{}""%*\\\x00-\x1f\x7f]+)(?: (?<rest>.*))?\z", RegexOptions.Singleline)]
    private static partial Regex Form();
}
