using System.Text;

namespace Hosting.Migrations.Imap.Maildir;

/// <summary>Names of folders as Courier and Dovecot write them on disk: modified UTF-7 (RFC 3501, section 5.1.3).</summary>
internal static class ModifiedUtf7
{
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

    private static string Encode(string name)
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
