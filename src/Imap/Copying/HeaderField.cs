using System.Text;
using MimeKit;
using MimeKit.Utils;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>A field of a header, compared without the white space by which servers fold it anew.</summary>
internal sealed class HeaderField
{
    // Not the header itself, which would keep all the others of its message in memory.
    private readonly byte[] _value;

    public HeaderField(Header header)
    {
        (_value, Name) = (header.RawValue, header.Field.Trim().ToLowerInvariant());
        Length = header.RawField.Length + 1 + header.RawValue.Length;
    }

    /// <summary>Its name in small letters.</summary>
    public string Name { get; }

    /// <summary>How many bytes it takes, its name and line end included.</summary>
    public int Length { get; }

    /// <summary>Its value as it is read, without white space.</summary>
    public string Text => TextOf(_value);

    /// <summary>Its value without what servers replace.</summary>
    public string LooseText => Encoding.ASCII.GetString(Loosen(_value));

    /// <summary>A value without what servers put in the place of bytes that they do not take, and without those bytes.</summary>
    public static byte[] Loosen(byte[] value) => [.. value.Where(octet => IsVisible(octet) && octet < 0x80 && octet is not ((byte)'X' or (byte)'?'))];

    /// <summary>
    /// Whether this field can have become another when a server stored it. Only bytes beyond ASCII are replaced, byte for byte or in a way of the server's own;
    /// and the same moment may be written in another way.
    /// </summary>
    public bool CanBecome(HeaderField stored)
    {
        if (AreAlike(_value, stored._value, (here, there) => here == there) || IsMomentOf(stored))
        {
            return true;
        }

        return Array.Exists(_value, octet => octet >= 0x80) && (AreAlike(_value, stored._value, (here, there) => here == there || here >= 0x80)
            || Loosen(_value).AsSpan().SequenceEqual(Loosen(stored._value)) || Text == stored.Text);
    }

    private bool IsMomentOf(HeaderField other) => Name == "date"
        && DateUtils.TryParse(_value, out var moment) && DateUtils.TryParse(other._value, out var otherMoment) && moment == otherMoment;

    private static bool AreAlike(byte[] one, byte[] other, Func<byte, byte, bool> isAlike)
    {
        for (var (here, there) = (0, 0); ; here++, there++)
        {
            (here, there) = (NextVisible(one, here), NextVisible(other, there));
            if (here == one.Length || there == other.Length)
            {
                return here == one.Length && there == other.Length;
            }

            if (!isAlike(one[here], other[there]))
            {
                return false;
            }
        }
    }

    private static int NextVisible(byte[] value, int at)
    {
        while (at < value.Length && !IsVisible(value[at]))
        {
            at++;
        }

        return at;
    }

    private static string TextOf(byte[] value) => string.Concat(Rfc2047.DecodeText(value).Where(character => !char.IsWhiteSpace(character)));

    private static bool IsVisible(byte octet) => octet is > 0x20 and not 0x7f;
}
