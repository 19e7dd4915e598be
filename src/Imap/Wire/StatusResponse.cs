using System.Globalization;
using System.Text;

namespace Hosting.Migrations.Imap.Wire;

/// <summary>What one STATUS response says of a folder (RFC 3501, section 7.2.4). It is used again for the next one.</summary>
internal sealed class StatusResponse : ILexed
{
    private string? _item;
    private bool _isUnread;
    private bool _isComplete;

    /// <summary>The folder's name, in which each character is a byte; null if it has not been told.</summary>
    public string? Name { get; private set; }

    public int? Messages { get; private set; }

    public uint? UidNext { get; private set; }

    public uint? UidValidity { get; private set; }

    public ulong? HighestModSeq { get; private set; }

    /// <summary>Whether a response that ends here says nothing of a folder that can be read.</summary>
    public bool IsFlawed => _isUnread || _item is not null || !_isComplete;

    /// <summary>Begins with a response.</summary>
    public void Begin()
    {
        (_item, _isUnread, _isComplete, Name) = (null, false, false, null);
        (Messages, UidNext, UidValidity, HighestModSeq) = (null, null, null, null);
    }

    public void Word(ReadOnlySpan<byte> word, int depth)
    {
        if (depth == 0)
        {
            Name ??= Encoding.Latin1.GetString(word);
        }
        else if (depth == 1 && _item is null)
        {
            _item = Encoding.Latin1.GetString(word[..Math.Min(word.Length, WireLimits.Flag)]).ToUpperInvariant();
        }
        else if (depth == 1)
        {
            TakeNumber(_item!, word);
            _item = null;
        }
    }

    public void Text(ReadOnlySpan<byte> raw, ReadOnlySpan<byte> content, int depth)
    {
        _isUnread |= depth == 1 && _item is null;
        Name = depth == 0 ? Name ?? WireText.Read(raw, content) : Name;
        _item = depth == 1 ? null : _item;
    }

    public void Open(int depth) => _isUnread |= (depth == 1 && (_isComplete || Name is null)) || (depth == 2 && _item is null);

    public void Close(int depth)
    {
        // A list is the value of an item too.
        _item = depth == 2 ? null : _item;
        _isComplete |= depth == 1;
    }

    private void TakeNumber(string item, ReadOnlySpan<byte> word)
    {
        if (Ascii.EqualsIgnoreCase(word, "NIL"u8))
        {
            return;
        }

        if (word.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            _isUnread = true;
            return;
        }

        var number = ulong.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : (ulong?)null;
        switch (item)
        {
            case "MESSAGES":
                Messages = (int)Bound(item, word, number, int.MaxValue);
                break;
            case "RECENT" or "UNSEEN" or "DELETED":
                Bound(item, word, number, int.MaxValue);
                break;
            case "UIDVALIDITY":
                UidValidity = (uint)Bound(item, word, number, uint.MaxValue);
                break;
            case "UIDNEXT":
                // One beyond 32 bits is not told.
                UidNext = number <= uint.MaxValue ? (uint)number : 0;
                break;
            case "HIGHESTMODSEQ":
                HighestModSeq = number ?? 0;
                break;
        }
    }

    private static ulong Bound(string item, ReadOnlySpan<byte> word, ulong? number, ulong most) => number <= most
        ? number.Value
        : throw new WireException("sent a number that no mailbox reaches", $"{item} {Encoding.Latin1.GetString(word[..Math.Min(word.Length, 20)])}{(word.Length > 20 ? "..." : string.Empty)}");
}
