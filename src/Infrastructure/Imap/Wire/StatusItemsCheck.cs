using System.Globalization;

namespace Hosting.Migrations.Infrastructure.Imap.Wire;

/// <summary>Reads in one STATUS response whether its numbers are possible (RFC 3501, section 9: 32 bits; the library counts messages in 31).</summary>
internal sealed class StatusItemsCheck : ILexed
{
    private string _last = string.Empty;

    public void Word(string word, int depth)
    {
        if (depth == 1)
        {
            var most = _last.ToUpperInvariant() switch
            {
                "MESSAGES" or "RECENT" or "UNSEEN" or "DELETED" => int.MaxValue,
                "UIDNEXT" or "UIDVALIDITY" => uint.MaxValue,
                _ => long.MaxValue,
            };
            if (most < long.MaxValue && !(long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most))
            {
                throw new WireException($"sent a number that no mailbox reaches ({_last} {(word.Length <= 20 ? word : word[..20] + "...")})");
            }
        }

        _last = depth == 1 ? word : string.Empty;
    }

    public void Text() => _last = string.Empty;
}
