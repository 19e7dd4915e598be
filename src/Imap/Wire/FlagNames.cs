using System.Text;

namespace Hosting.Migrations.Imap.Wire;

/// <summary>The texts of flags. Thousands of messages have the same ones, so each of the last is kept once.</summary>
internal sealed class FlagNames
{
    private const int Kept = 512;

    private static readonly string[] Usual = ["\\Seen", "\\Answered", "\\Flagged", "\\Deleted", "\\Draft", "\\Recent"];

    private readonly string?[] _kept = new string?[Kept];

    /// <summary>The text of a flag, of which no more is read than tells that it is too long.</summary>
    public string Of(ReadOnlySpan<byte> flag)
    {
        foreach (var name in flag[0] == '\\' ? Usual : [])
        {
            if (Ascii.EqualsIgnoreCase(flag, name))
            {
                return name;
            }
        }

        return Keep(flag[..Math.Min(flag.Length, WireLimits.Flag)]);
    }

    private string Keep(ReadOnlySpan<byte> text)
    {
        var hash = default(HashCode);
        hash.AddBytes(text);
        ref var kept = ref _kept[(uint)hash.ToHashCode() % Kept];
        return kept is not null && Ascii.Equals(text, kept) ? kept : kept = Encoding.Latin1.GetString(text);
    }
}
