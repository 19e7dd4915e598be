using System.Collections.Frozen;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>A message of the source, and one at the destination that may be its copy.</summary>
/// <param name="Original">The UID at the source.</param>
/// <param name="Copy">The UID at the destination.</param>
/// <param name="Header">What became of the header.</param>
/// <param name="Unexplained">By how many bytes the sizes differ beyond that.</param>
/// <param name="IsSameDate">Whether both were received at the same moment.</param>
internal sealed record CopyPair(uint Original, uint Copy, HeaderChanges Header, long Unexplained, bool IsSameDate)
{
    // How much has to be the same beside the words, and where these differ too.
    private const int Least = 2;
    private const int EnoughForOtherWords = 5;
    private const int EnoughForOtherWordsWithoutId = 6;

    private static readonly string[] Telling = ["from", "to", "subject"];

    // What these fields say is added on the way: with others it is another copy of a message, which its owner may keep beside the first.
    private static readonly FrozenSet<string> OnTheWay = FrozenSet.ToFrozenSet(["received", "return-path", "delivered-to", "envelope-to"], StringComparer.Ordinal);

    /// <summary>Whether both have the same words; null as long as these have not been read.</summary>
    public bool? HasSameBody { get; init; }

    /// <summary>Stands for the words of the message; null as long as these have not been read.</summary>
    public string? Words { get; init; }

    /// <summary>Whether neither of the two is like another message too.</summary>
    public bool IsOnlyChoice { get; init; } = true;

    /// <summary>The best pairs first. Where nothing tells two apart, the order does in which they were sent; sizes tell nothing where the words differ.</summary>
    public static IEnumerable<CopyPair> InOrder(IEnumerable<CopyPair> pairs) => pairs
        .OrderBy(pair => pair.HasSameBody is false).ThenBy(pair => pair.Header.Changed.Count).ThenBy(pair => pair.Header.Changed.Values.Count(mark => mark is null))
        .ThenBy(pair => pair.HasSameBody is false ? 0 : pair.Unexplained).ThenBy(pair => !pair.IsSameDate)
        .ThenBy(pair => pair.Original).ThenBy(pair => pair.Copy);

    /// <summary>Gives each copy to one message, and each message one copy.</summary>
    public static List<CopyPair> Assign(IEnumerable<CopyPair> pairs)
    {
        var (found, originals, copies) = (new List<CopyPair>(), new HashSet<uint>(), new HashSet<uint>());
        foreach (var pair in InOrder(pairs).Where(pair => !originals.Contains(pair.Original) && !copies.Contains(pair.Copy)))
        {
            originals.Add(pair.Original);
            copies.Add(pair.Copy);
            found.Add(pair);
        }

        return found;
    }

    /// <summary>Whether a field tells one way of a message from another.</summary>
    public static bool IsOnTheWay(string name) => OnTheWay.Contains(name)
        || name.StartsWith("list-", StringComparison.Ordinal) || name.StartsWith("resent-", StringComparison.Ordinal);

    /// <summary>Whether enough has been kept for the words to decide.</summary>
    public bool IsPossible => Header.Changed.Count == 0 || Weight >= Least;

    /// <summary>Whether what has been read shows that one is a copy of the other.</summary>
    /// <param name="manner">How the destination changes what it stores.</param>
    /// <param name="isAll">Whether no message beside those compared can be what the copy is of.</param>
    public bool IsProven(DestinationManner manner, bool isAll)
    {
        // Two invoices, or two mails of the same night, may differ in one field alone, whatever else they share.
        if (!Header.Added.All(manner.Adds) || !manner.Explains(Header))
        {
            return false;
        }

        if (HasSameBody is false)
        {
            // A monitoring system writes the same header each time, and drafts share theirs: only what the destination is known to do makes other words its doing.
            if (!manner.ChangesBodiesForCertain && !manner.LeavesTraceIn(Header))
            {
                return false;
            }

            var isCertain = Header.Kept.Contains("message-id") || manner.ChangesBodiesForCertain
                || (isAll && !Header.Changed.ContainsKey("message-id") && Weight >= EnoughForOtherWordsWithoutId);
            return manner.ChangesBodies && isCertain && Weight >= EnoughForOtherWords;
        }

        return Header.Changed.Count > 0 ? Weight >= Least : Unexplained == 0 || IsSameDate || Header.Kept.Contains("message-id") || Header.Kept.Contains("date");
    }

    /// <summary>
    /// Whether the header alone is enough, as for other messages of this destination. Without a Message-ID it never is; and one that is there as it was
    /// has been compared before, and was found to be another.
    /// </summary>
    public bool IsAsUsual(DestinationManner manner) => Header.Changed.Count == 0
        ? IsUnchanged && Header.Kept.Contains("message-id") && (IsSameDate ? Header.Added.Count > 0 : manner.ChangesDates)
        : manner.Explains(Header) && Header.Kept.Contains("message-id") && Weight >= EnoughForOtherWords;

    /// <summary>Whether the header is as it was, and the size shows no other words.</summary>
    public bool IsUnchanged => Header.Changed.Count == 0 && Unexplained == 0;

    private int Weight => (Header.Kept.Contains("message-id") ? 3 : 0) + (Header.Kept.Contains("date") ? 2 : 0) + (IsSameDate ? 2 : 0)
        + Telling.Count(Header.Kept.Contains);
}
