using System.Globalization;
using Hosting.Migrations.Application.Mailboxes;
using MailKit;
using MailKit.Search;

namespace Hosting.Migrations.Imap.Connections;

/// <summary>Sets of UIDs in the mail library's terms.</summary>
internal static class UidSets
{
    // Messages may have come in, or gone, since their number was told.
    private const int MayHaveChanged = 1000;

    // No folder that is copied holds as many; a server may say that its does.
    private const int Most = 5_000_000;

    /// <summary>What a search has found. It is read by ranges: one of a few bytes may name thousands of millions.</summary>
    /// <param name="uids">The answer.</param>
    /// <param name="held">How many messages the folder holds.</param>
    /// <exception cref="FormatException">The answer names more than that, or more than 5,000,000.</exception>
    public static UidSet ToUidSet(this IList<UniqueId> uids, int held)
    {
        var set = new UidSet();
        var text = (uids as UniqueIdSet ?? new UniqueIdSet(uids, SortOrder.Ascending)).ToString();
        foreach (var range in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = range.IndexOf(':', StringComparison.Ordinal);
            var (one, other) = (Number(colon < 0 ? range : range[..colon]), Number(range[(colon + 1)..]));
            set.Add(Math.Min(one, other), Math.Max(one, other));
        }

        return set.Count <= Math.Min(held, Most) + MayHaveChanged ? set : throw new FormatException("a search found more messages than the folder can hold");
    }

    public static IList<UniqueId> ToUniqueIds(this UidSet uids) =>
        UniqueIdSet.TryParse(uids.ToString(), out var set) ? set : throw new FormatException($"{uids} is no set of UIDs.");

    // The mail library writes the highest UID that there can be as a star.
    private static uint Number(string text) => text == "*" ? uint.MaxValue : uint.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
