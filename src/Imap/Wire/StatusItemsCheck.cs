using System.Globalization;

namespace Hosting.Migrations.Imap.Wire;

/// <summary>Reads in one STATUS response whether its numbers are possible (RFC 3501, section 9: 32 bits; the library counts messages in 31).</summary>
internal sealed class StatusItemsCheck : ILexed
{
    private string _last = string.Empty;
    private bool _isValue;
    private bool _isUnread;

    /// <summary>Whether a response that ends here says nothing of a folder that can be read.</summary>
    public bool IsFlawed { get; private set; } = true;

    public void Word(string word, int depth)
    {
        if (depth == 1)
        {
            // Each second word is the number of the item before it.
            _isValue = !_isValue;
            _isUnread |= !_isValue && !word.Equals("NIL", StringComparison.OrdinalIgnoreCase) && word.AsSpan().ContainsAnyExceptInRange('0', '9');
            var most = _last.ToUpperInvariant() switch
            {
                "MESSAGES" or "RECENT" or "UNSEEN" or "DELETED" => int.MaxValue,
                "UIDNEXT" or "UIDVALIDITY" => uint.MaxValue,
                _ => long.MaxValue,
            };
            if (most < long.MaxValue && !_isUnread && !(long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most))
            {
                throw new WireException("sent a number that no mailbox reaches", $"{_last} {(word.Length <= 20 ? word : word[..20] + "...")}");
            }
        }

        _last = depth == 1 ? word : string.Empty;
    }

    public void Text() => _last = string.Empty;

    public void Open(int depth)
    {
        // A list is the value of an item too.
        _isValue &= depth != 2;
        _last = string.Empty;
    }

    public void Close() => IsFlawed = _isUnread || _isValue;
}
