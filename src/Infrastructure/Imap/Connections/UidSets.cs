using Hosting.Migrations.Application.Mailboxes;
using MailKit;

namespace Hosting.Migrations.Infrastructure.Imap.Connections;

/// <summary>Sets of UIDs in the mail library's terms.</summary>
internal static class UidSets
{
    // Messages may have come in, or gone, since their number was told.
    private const int MayHaveChanged = 1000;

    /// <summary>What a search has found.</summary>
    /// <param name="uids">The answer, which may name ranges of any length in a few bytes.</param>
    /// <param name="held">How many messages the folder holds.</param>
    /// <exception cref="FormatException">The answer names more than that.</exception>
    public static UidSet ToUidSet(this IList<UniqueId> uids, int held)
    {
        var (set, count) = (new UidSet(), 0L);
        foreach (var uid in uids)
        {
            if (++count > (long)held + MayHaveChanged)
            {
                throw new FormatException("a search found more messages than the folder holds");
            }

            set.Add(uid.Id);
        }

        return set;
    }

    public static IList<UniqueId> ToUniqueIds(this UidSet uids) =>
        UniqueIdSet.TryParse(uids.ToString(), out var set) ? set : throw new FormatException($"{uids} is no set of UIDs.");
}
