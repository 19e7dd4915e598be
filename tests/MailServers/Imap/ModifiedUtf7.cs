using System.Text;

namespace Hosting.Migrations.MailServers.Imap;

/// <summary>Folder names on the wire (RFC 3501, section 5.1.3).</summary>
public static class ModifiedUtf7
{
    public static string Encode(string name)
    {
        var wire = new StringBuilder();
        for (var i = 0; i < name.Length;)
        {
            if (name[i] is >= ' ' and <= '~')
            {
                wire.Append(name[i] is '&' ? "&-" : name[i].ToString());
                i++;
                continue;
            }

            var start = i;
            while (i < name.Length && name[i] is not (>= ' ' and <= '~'))
            {
                i++;
            }

            var base64 = Convert.ToBase64String(Encoding.BigEndianUnicode.GetBytes(name[start..i]));
            wire.Append('&').Append(base64.TrimEnd('=').Replace('/', ',')).Append('-');
        }

        return wire.ToString();
    }

    /// <summary>The readable name; a name that is not valid stays as it is.</summary>
    public static string Decode(string wire)
    {
        try
        {
            var name = DecodeParts(wire);
            return Encode(name) == wire ? name : wire;
        }
        catch (FormatException)
        {
            return wire;
        }
    }

    private static string DecodeParts(string wire)
    {
        var name = new StringBuilder();
        for (var i = 0; i < wire.Length; i++)
        {
            var end = wire[i] is '&' ? wire.IndexOf('-', i) : -1;
            if (end < 0)
            {
                name.Append(wire[i]);
                continue;
            }

            var base64 = wire[(i + 1)..end].Replace(',', '/');
            name.Append(base64 is "" ? "&" : Encoding.BigEndianUnicode.GetString(Convert.FromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '='))));
            i = end;
        }

        return name.ToString();
    }
}
