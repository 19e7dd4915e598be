using System.Text;

namespace Hosting.Migrations.Imap.Folders;

/// <summary>Names of folders as IMAP spells them, and Courier and Dovecot on disk: modified UTF-7 (RFC 3501, section 5.1.3).</summary>
internal static class ModifiedUtf7
{
    private const string Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";
    private const int BitsOfDigit = 6;
    private const int BitsOfCharacter = 16;

    private static readonly UnicodeEncoding Strict = new(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true);

    /// <summary>The readable name; null if it is not spelled in the one way that there is, and so may be another's.</summary>
    public static string? TryDecode(string spelled)
    {
        var name = new StringBuilder();
        for (var at = 0; at < spelled.Length; at++)
        {
            if (spelled[at] is not (>= ' ' and <= '~'))
            {
                return null;
            }

            if (spelled[at] != '&')
            {
                name.Append(spelled[at]);
                continue;
            }

            var end = spelled.IndexOf('-', at);
            if (end < 0 || !TryDecode(spelled[(at + 1)..end], name))
            {
                return null;
            }

            at = end;
        }

        return Encode(name.ToString()) == spelled ? name.ToString() : null;
    }

    /// <summary>The readable name, however it is spelled: what is no modified UTF-7 stands for itself.</summary>
    public static string Decode(string spelled)
    {
        var name = new StringBuilder();
        for (var at = 0; at < spelled.Length; at++)
        {
            if (spelled[at] != '&')
            {
                name.Append(spelled[at]);
                continue;
            }

            var end = at + 1;
            while (end < spelled.Length && DigitOf(spelled[end]) >= 0)
            {
                end++;
            }

            var isEnded = end < spelled.Length && spelled[end] == '-';
            Decode(spelled.AsSpan((at + 1)..end), name);
            at = isEnded ? end : end - 1;
        }

        return name.ToString();
    }

    private static void Decode(ReadOnlySpan<char> shifted, StringBuilder name)
    {
        if (shifted.IsEmpty)
        {
            name.Append('&');
            return;
        }

        var (bits, count) = (0, 0);
        foreach (var next in shifted)
        {
            (bits, count) = ((bits << BitsOfDigit) | DigitOf(next), count + BitsOfDigit);
            if (count >= BitsOfCharacter)
            {
                count -= BitsOfCharacter;
                name.Append((char)(bits >> count));
                bits &= (1 << count) - 1;
            }
        }
    }

    private static int DigitOf(char character) => character < 128 ? Digits.IndexOf(character, StringComparison.Ordinal) : -1;

    private static bool TryDecode(string shifted, StringBuilder name)
    {
        if (shifted.Length == 0)
        {
            name.Append('&');
            return true;
        }

        try
        {
            name.Append(Strict.GetString(Convert.FromBase64String(shifted.Replace(',', '/').PadRight((shifted.Length + 3) / 4 * 4, '='))));
            return true;
        }
        catch (Exception fault) when (fault is FormatException or ArgumentException)
        {
            return false;
        }
    }

    /// <summary>The name as it is spelled.</summary>
    public static string Encode(string name)
    {
        var spelled = new StringBuilder();
        for (var at = 0; at < name.Length;)
        {
            if (name[at] is >= ' ' and <= '~')
            {
                spelled.Append(name[at] == '&' ? "&-" : name[at].ToString());
                at++;
                continue;
            }

            var start = at;
            while (at < name.Length && name[at] is not (>= ' ' and <= '~'))
            {
                at++;
            }

            var base64 = Convert.ToBase64String(Encoding.BigEndianUnicode.GetBytes(name[start..at]));
            spelled.Append('&').Append(base64.TrimEnd('=').Replace('/', ',')).Append('-');
        }

        return spelled.ToString();
    }
}
