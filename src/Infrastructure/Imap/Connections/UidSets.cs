using Hosting.Migrations.Application.Mailboxes;
using MailKit;

namespace Hosting.Migrations.Infrastructure.Imap.Connections;

/// <summary>Sets of UIDs in the mail library's terms.</summary>
internal static class UidSets
{
    public static IList<UniqueId> ToUniqueIds(this UidSet uids) =>
        UniqueIdSet.TryParse(uids.ToString(), out var set) ? set : throw new FormatException($"{uids} is no set of UIDs.");
}
