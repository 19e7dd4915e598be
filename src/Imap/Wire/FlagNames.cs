using System.Text;

namespace Hosting.Migrations.Imap.Wire;

/// <summary>Makes texts of flags; those that nearly every message has are not made anew.</summary>
internal static class FlagNames
{
    private static readonly string[] Usual = ["\\Seen", "\\Answered", "\\Flagged", "\\Deleted", "\\Draft", "\\Recent"];

    /// <summary>The text of a flag, of which no more is read than tells that it is too long.</summary>
    public static string Of(ReadOnlySpan<byte> flag)
    {
        foreach (var name in flag[0] == '\\' ? Usual : [])
        {
            if (Ascii.EqualsIgnoreCase(flag, name))
            {
                return name;
            }
        }

        return Encoding.Latin1.GetString(flag[..Math.Min(flag.Length, WireLimits.Flag)]);
    }
}
