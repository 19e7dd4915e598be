using System.Text;
using Hosting.Migrations.Imap.Folders;

namespace Hosting.Migrations.Imap.Connections;

/// <summary>How names of folders are spelled on the wire: in modified UTF-7 (RFC 3501, section 5.1.3), or in UTF-8 once both sides have agreed on it (RFC 6855).</summary>
internal sealed class NameCoding
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Whether both sides have agreed on UTF-8.</summary>
    public bool IsUtf8 { get; set; }

    /// <summary>The name that stands for bytes, of which each is a character. Servers that send bytes beyond ASCII without having agreed on it mean UTF-8, or nothing that can be known.</summary>
    public string Decode(string wire)
    {
        var name = Ascii.IsValid(wire) ? wire : DecodeBytes(wire);
        return IsUtf8 ? name : ModifiedUtf7.Decode(name);
    }

    /// <summary>The bytes for a name, each as a character.</summary>
    public string Encode(string name) => IsUtf8 ? Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(name)) : ModifiedUtf7.Encode(name);

    private static string DecodeBytes(string wire)
    {
        try
        {
            return Strict.GetString(Encoding.Latin1.GetBytes(wire));
        }
        catch (ArgumentException)
        {
            return wire;
        }
    }
}
