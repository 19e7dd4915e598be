using System.Collections.Frozen;

namespace Hosting.Migrations.Imap.Messages;

/// <summary>The keywords of a message, as far as they may be sent on.</summary>
/// <param name="Keywords">Those that may.</param>
/// <param name="Dropped">How many others there were: flags that are no keywords, or are too long or too many.</param>
/// <param name="Examples">Some of those, as the server sent them.</param>
internal sealed record KeywordSet(IReadOnlySet<Keyword> Keywords, int Dropped, IReadOnlyList<string> Examples)
{
    /// <summary>The greatest number of keywords of one message. Cyrus takes 128 in a whole folder, and no mail program sets so many.</summary>
    public const int MaxCount = 100;

    private const int MaxExamples = 3;

    public static KeywordSet Empty { get; } = new(FrozenSet<Keyword>.Empty, 0, []);

    /// <summary>Some of the keywords; the others count as dropped.</summary>
    public KeywordSet Only(Func<Keyword, bool> isTaken)
    {
        var others = Keywords.Where(keyword => !isTaken(keyword)).ToList();
        return new KeywordSet(
            Keywords.Where(isTaken).ToHashSet(), Dropped + others.Count, [.. Examples.Concat(others.Select(keyword => keyword.ToString())).Take(MaxExamples)]);
    }

    /// <summary>Takes the keywords of a message over from a server.</summary>
    public static KeywordSet Read(IEnumerable<string> flags)
    {
        HashSet<Keyword>? keywords = null;
        List<string>? examples = null;
        var dropped = 0;
        foreach (var flag in flags)
        {
            if (Keyword.TryRead(flag) is { } keyword && !(keywords?.Count >= MaxCount))
            {
                (keywords ??= []).Add(keyword);
                continue;
            }

            dropped++;
            if (dropped <= MaxExamples)
            {
                (examples ??= []).Add(flag);
            }
        }

        return keywords is null && examples is null ? Empty : new KeywordSet(keywords ?? Empty.Keywords, dropped, examples ?? Empty.Examples);
    }
}
