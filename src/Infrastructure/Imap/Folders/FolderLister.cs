using Hosting.Migrations.Infrastructure.Imap.Connections;
using MailKit;
using MailKit.Net.Imap;

namespace Hosting.Migrations.Infrastructure.Imap.Folders;

/// <summary>Reads the folders of a mailbox, with their state, in as few commands as the server allows.</summary>
internal static class FolderLister
{
    private const StatusItems Items = StatusItems.Count | StatusItems.UidNext | StatusItems.UidValidity | StatusItems.HighestModSeq;

    public static async Task<MailboxListing> ListAsync(MailConnection connection, CancellationToken cancellationToken)
    {
        var client = connection.Client;
        var space = client.PersonalNamespaces.FirstOrDefault() ?? new FolderNamespace('\0', string.Empty);
        var withStatus = client.Capabilities.HasFlag(ImapCapabilities.ListStatus);
        var folders = new List<IMailFolder>(await client.GetFoldersAsync(space, withStatus ? Items : StatusItems.None, subscribedOnly: false, cancellationToken));
        folders.RemoveAll(folder => IsForeign(client, folder));
        var hasStatus = new HashSet<IMailFolder>(withStatus ? folders : []);
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
            if (listing.IsSelectable)
            {
                listing = listing with { Status = hasStatus.Contains(folder) ? StatusOf(folder) : await AskStatusAsync(folder, cancellationToken) };
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
            return StatusOf(folder);
        }
        catch (ImapCommandException)
        {
            // The folder will say so itself when it is opened.
            return null;
        }
    }

    private static FolderStatus StatusOf(IMailFolder folder) =>
        new(folder.Count, folder.UidValidity, folder.UidNext?.Id ?? 0, folder.HighestModSeq);

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
