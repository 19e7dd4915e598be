using Hosting.Migrations.Infrastructure.Imap.Connections;
using MailKit;
using MailKit.Net.Imap;

namespace Hosting.Migrations.Infrastructure.Imap.Folders;

/// <summary>Reads the folders of a mailbox, with their state, in as few commands as the server allows.</summary>
internal static class FolderLister
{
    private const StatusItems Items = StatusItems.Count | StatusItems.UidNext | StatusItems.UidValidity | StatusItems.HighestModSeq;

    // Dovecot reads a Maildir that has changed for STATUS, and twice more when it is opened then. Opening more folders than this costs more than that.
    private const int MostOpened = 64;

    /// <summary>Reads the folders. The state of a few known ones is not asked for: they tell it when they are opened.</summary>
    /// <param name="connection">To the server.</param>
    /// <param name="known">The names of the folders that the last run has seen.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    public static async Task<MailboxListing> ListAsync(MailConnection connection, IReadOnlySet<string> known, CancellationToken cancellationToken)
    {
        if (known.Count is > 0 and <= MostOpened)
        {
            var listing = await ListAsync(connection, withStatus: false, cancellationToken);
            if (listing.Folders.All(folder => !folder.IsSelectable || known.Contains(folder.Name)))
            {
                return listing;
            }
        }

        return await ListAsync(connection, withStatus: true, cancellationToken);
    }

    private static async Task<MailboxListing> ListAsync(MailConnection connection, bool withStatus, CancellationToken cancellationToken)
    {
        var client = connection.Client;
        var space = client.PersonalNamespaces.FirstOrDefault() ?? new FolderNamespace('\0', string.Empty);
        var hasListStatus = withStatus && client.Capabilities.HasFlag(ImapCapabilities.ListStatus);
        var folders = new List<IMailFolder>(await client.GetFoldersAsync(space, hasListStatus ? Items : StatusItems.None, subscribedOnly: false, cancellationToken));
        folders.RemoveAll(folder => IsForeign(client, folder));
        var hasStatus = new HashSet<IMailFolder>(hasListStatus ? folders : []);
        if (client.Inbox is { } inbox && !folders.Contains(inbox))
        {
            folders.Insert(0, inbox);
        }

        connection.Remember(folders);

        if (!client.Capabilities.HasFlag(ImapCapabilities.ListExtended))
        {
            // MailKit notes on the folders themselves that they are subscribed.
            await client.GetFoldersAsync(space, StatusItems.None, subscribedOnly: true, cancellationToken);
        }

        var listings = new List<FolderListing>();
        foreach (var folder in folders)
        {
            var listing = new FolderListing(folder.FullName, folder.DirectorySeparator, folder.Attributes, folder.IsSubscribed);
            if (withStatus && listing.IsSelectable)
            {
                listing = listing with { Status = hasStatus.Contains(folder) ? FolderStatus.Of(folder) : await AskStatusAsync(folder, cancellationToken) };
            }

            listings.Add(listing);
        }

        var prefix = space.Path.Length > 0 ? space.Path.TrimEnd(space.DirectorySeparator) + space.DirectorySeparator : string.Empty;
        return new MailboxListing(
            prefix,
            space.DirectorySeparator,
            listings,
            await ListForeignAsync(client, cancellationToken),
            client.Capabilities.HasFlag(ImapCapabilities.GMailExt1));
    }

    // Where the owner's folders have no prefix, a server lists those of other namespaces among them.
    private static bool IsForeign(ImapClient client, IMailFolder folder) => client.SharedNamespaces.Concat(client.OtherNamespaces)
        .Select(space => space.Path.TrimEnd(space.DirectorySeparator))
        .Any(path => path.Length > 0 && (folder.FullName == path || folder.FullName.StartsWith(path + folder.DirectorySeparator, StringComparison.Ordinal)));

    private static async Task<FolderStatus?> AskStatusAsync(IMailFolder folder, CancellationToken cancellationToken)
    {
        try
        {
            await folder.StatusAsync(Items, cancellationToken);
            return FolderStatus.Of(folder);
        }
        catch (ImapCommandException)
        {
            // The folder will say so itself when it is opened.
            return null;
        }
    }

    private static async Task<List<string>> ListForeignAsync(ImapClient client, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        foreach (var space in client.SharedNamespaces.Concat(client.OtherNamespaces))
        {
            try
            {
                var folders = await client.GetFoldersAsync(space, StatusItems.None, subscribedOnly: false, cancellationToken);
                names.AddRange(folders.Where(folder => (folder.Attributes & FolderAttributes.NoSelect) == 0).Select(folder => folder.FullName));
            }
            catch (ImapCommandException)
            {
                // They are listed for information only.
            }
        }

        return names;
    }
}
