using System.Globalization;
using System.Text;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Imap.Connections;

/// <summary>What a search has found (RFC 3501, section 7.2.5; RFC 4731). It is read by ranges: one of a few bytes may name thousands of millions.</summary>
/// <param name="held">How many messages the folder holds.</param>
internal sealed class SearchAnswer(int held)
{
    /// <summary>So many messages may have come in, or gone, since their number was told.</summary>
    public const int MayHaveChanged = 1000;

    private readonly List<(uint First, uint Last)> _ranges = [];

    /// <summary>Reads a response, from its name on.</summary>
    /// <exception cref="FormatException">It names something else than messages.</exception>
    public void Read(ReadOnlySpan<byte> words)
    {
        words = words.TrimEnd(" \r\n"u8);
        var isExtended = words.StartsWith("E"u8) || words.StartsWith("e"u8);
        var rest = isExtended ? ListOf(words) : words["SEARCH".Length..];
        foreach (var part in rest.SplitAny(" ,"u8))
        {
            var word = rest[part];
            if (word.StartsWith("("u8))
            {
                // What follows is the state of the folder (RFC 7162, section 3.1.5).
                break;
            }

            if (!word.IsEmpty)
            {
                Add(word);
            }
        }
    }

    /// <summary>All that has been found.</summary>
    /// <exception cref="FormatException">It is more than the folder can hold, or more than 5,000,000.</exception>
    public UidSet ToSet()
    {
        var set = new UidSet();
        _ranges.Sort();
        foreach (var (first, last) in _ranges)
        {
            set.Add(first, last);
        }

        return set.Count <= Bound ? set : throw TooMany();
    }

    private int Bound => Math.Min(held, IMailSession.MostHeld) + MayHaveChanged;

    private static FormatException TooMany() => new("a search found more messages than the folder can hold");

    // ESEARCH names what it tells; where nothing is found, it tells nothing.
    private static ReadOnlySpan<byte> ListOf(ReadOnlySpan<byte> words)
    {
        var tag = words.IndexOf((byte)'(') < 0 ? -1 : words.IndexOf((byte)')');
        var results = words[Math.Max(tag + 1, "ESEARCH".Length)..];
        var (isTold, isNext) = (false, false);
        foreach (var part in results.SplitAny(" \t"u8))
        {
            var word = results[part];
            if (word.IsEmpty || (!isTold && Ascii.EqualsIgnoreCase(word, "UID"u8)))
            {
                continue;
            }

            if (isNext)
            {
                return word;
            }

            (isTold, isNext) = (true, Ascii.EqualsIgnoreCase(word, "ALL"u8));
        }

        return isTold ? throw new FormatException("a search told something else than what it was asked for") : [];
    }

    private void Add(ReadOnlySpan<byte> word)
    {
        var colon = word.IndexOf((byte)':');
        var (one, other) = (Number(colon < 0 ? word : word[..colon]), Number(word[(colon + 1)..]));
        _ranges.Add((Math.Min(one, other), Math.Max(one, other)));
        if (_ranges.Count > 2 * Bound)
        {
            throw TooMany();
        }
    }

    private static uint Number(ReadOnlySpan<byte> text) => text is [(byte)'*'] ? uint.MaxValue
        : uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
        : throw new FormatException($"'{Encoding.Latin1.GetString(text[..Math.Min(text.Length, 20)])}' is no message");
}
