using Hosting.Migrations.Imap.Connections;
using MailKit;
using MailKit.Net.Imap;

namespace Hosting.Migrations.Imap.Folders;

/// <summary>Reads the folders of a mailbox, with their state, in as few commands as the server allows.</summary>
internal static class FolderLister
{
    private const StatusItems Items = StatusItems.Count | StatusItems.UidNext | StatusItems.UidValidity | StatusItems.HighestModSeq;

    // Dovecot reads a Maildir that has changed for STATUS, and twice more when it is opened then. Opening more folders than this costs more than that.
    private const int MostOpened = 64;

    /// <summary>Reads the folders. The state of a few known ones is not asked for: they tell it when they are opened.</summary>
    /// <param name="connection">To the server.</param>
    /// <param name="known">The names of the folders that the last run has seen.</param>
    /// <param name="broken">Over whose state earlier connections broke.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    public static async Task<MailboxListing> ListAsync(MailConnection connection, IReadOnlySet<string> known, BrokenStates broken, CancellationToken cancellationToken)
    {
        if (known.Count is > 0 and <= MostOpened)
        {
            var listing = await ListAsync(connection, withStatus: false, broken, cancellationToken);
            if (listing.Folders.All(folder => !folder.IsSelectable || known.Contains(folder.Name)))
            {
                return listing;
            }
        }

        return await ListAsync(connection, withStatus: true, broken, cancellationToken);
    }

    private static async Task<MailboxListing> ListAsync(MailConnection connection, bool withStatus, BrokenStates broken, CancellationToken cancellationToken)
    {
        var client = connection.Client;
        var space = Namespaces.HomeOf(client);
        var hasListStatus = withStatus && client.Capabilities.HasFlag(ImapCapabilities.ListStatus) && broken.MayAsk(BrokenStates.All);
        connection.TakeUnreadFolders();
        connection.TakeRespellings();
        var folders = await broken.WatchAsync(hasListStatus ? BrokenStates.All : null, () => Namespaces.ListAsync(client, hasListStatus ? Items : StatusItems.None, cancellationToken));
        var (unread, respellings) = (connection.TakeUnreadFolders(), connection.TakeRespellings());
        var hasStatus = new HashSet<IMailFolder>(hasListStatus ? folders : []);
        if (client.Inbox is { } inbox && !folders.Contains(inbox))
        {
            folders.Insert(0, inbox);
        }

        connection.Remember(folders);

        var hasListExtended = client.Capabilities.HasFlag(ImapCapabilities.ListExtended);
        if (!hasListExtended)
        {
            // MailKit notes on the folders themselves that they are subscribed.
            await Namespaces.ListSubscribedAsync(client, cancellationToken);
        }

        var listings = new List<FolderListing>();
        foreach (var folder in folders)
        {
            // Below a prefix, LSUB does not tell of INBOX; whoever uses it sees it anyway.
            var isSubscribed = folder.IsSubscribed || (folder == client.Inbox && !hasListExtended && space.Path.Length > 0);
            var listing = new FolderListing(folder.FullName, folder.DirectorySeparator, folder.Attributes, isSubscribed, SharedName: MailClient.SharedNameOf(folder));
            if (withStatus && listing.IsSelectable)
            {
                listing = listing with { Status = hasStatus.Contains(folder) ? FolderStatus.Told(folder) : await AskStatusAsync(folder, broken, cancellationToken) };
            }

            listings.Add(listing);
        }

        return new MailboxListing(
            Namespaces.PrefixOf(space),
            space.DirectorySeparator,
            listings,
            await Namespaces.ListForeignAsync(client, cancellationToken),
            client.Capabilities.HasFlag(ImapCapabilities.GMailExt1),
            unread,
            respellings);
    }

    private static async Task<FolderStatus?> AskStatusAsync(IMailFolder folder, BrokenStates broken, CancellationToken cancellationToken)
    {
        if (!broken.MayAsk(folder.FullName))
        {
            return null;
        }

        try
        {
            return await broken.WatchAsync(folder.FullName, async () =>
            {
                await folder.StatusAsync(Items, cancellationToken);
                return FolderStatus.Told(folder);
            });
        }
        catch (ImapCommandException)
        {
            // The folder will say so itself when it is opened.
            return null;
        }
    }
}
