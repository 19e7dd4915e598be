using MimeKit;

namespace Hosting.Migrations.Infrastructure.Imap.Copying;

/// <summary>A field of a header, without the white space by which servers fold it anew.</summary>
internal sealed class HeaderField
{
    private readonly byte[] _value;
    private readonly bool _isEightBit;
    private readonly Header _header;

    public HeaderField(Header header)
    {
        (_header, Name) = (header, header.Field.Trim().ToLowerInvariant());
        _value = [.. header.RawValue.Where(IsVisible)];
        _isEightBit = Array.Exists(_value, octet => octet >= 0x80);
        Length = header.RawField.Length + 1 + header.RawValue.Length;
    }

    /// <summary>Its name in small letters.</summary>
    public string Name { get; }

    /// <summary>How many bytes it takes, its name and line end included.</summary>
    public int Length { get; }

    /// <summary>A value without what servers put in the place of bytes that they do not take, and without those bytes.</summary>
    public static byte[] Loosen(byte[] value) => [.. value.Where(octet => IsVisible(octet) && octet < 0x80 && octet is not ((byte)'X' or (byte)'?'))];

    /// <summary>Whether this field can have become another when a server stored it. Only bytes beyond ASCII are replaced, byte for byte or in a way of the server's own.</summary>
    public bool CanBecome(HeaderField stored)
    {
        if (_value.AsSpan().SequenceEqual(stored._value))
        {
            return true;
        }

        return _isEightBit && (_value.Length == stored._value.Length
            ? _value.Zip(stored._value).All(pair => pair.First == pair.Second || pair.First >= 0x80)
            : Loosen(_value).AsSpan().SequenceEqual(Loosen(stored._value)) || TextOf(_header) == TextOf(stored._header));
    }

    private static string TextOf(Header header) => string.Concat(header.Value.Where(character => !char.IsWhiteSpace(character)));

    private static bool IsVisible(byte octet) => octet is > 0x20 and not 0x7f;
}
