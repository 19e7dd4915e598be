using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Imap.Sessions;
using Hosting.Migrations.Imap.Wire;

namespace Hosting.Migrations.Imap.Connections;

/// <summary>Reads the folders of a mailbox, with their state, in as few commands as the server allows.</summary>
internal static class FolderLister
{
    private const string Inbox = "INBOX";
    private const StateItems Items = StateItems.Count | StateItems.UidNext | StateItems.UidValidity | StateItems.HighestModSeq;

    // Dovecot reads a Maildir that has changed for STATUS, and twice more when it is opened then. Opening more folders than this costs more than that.
    private const int MostOpened = 64;

    // As many messages tell two folders apart.
    private const int MostShown = 50;

    /// <summary>Reads the folders. The state of a few known ones is not asked for: they tell it when they are opened.</summary>
    /// <param name="channel">To the server. This is to be run as one of its commands.</param>
    /// <param name="known">The names of the folders that the last run has seen.</param>
    /// <param name="broken">Over whose state earlier connections broke.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    public static async Task<MailboxListing> ListAsync(
        CommandChannel channel, IReadOnlySet<string> known, BrokenStates broken, CancellationToken cancellationToken)
    {
        if (known.Count is > 0 and <= MostOpened)
        {
            var listing = await ListAsync(channel, withStatus: false, broken, cancellationToken);
            if (listing.Folders.All(folder => !folder.IsSelectable || known.Contains(folder.Name)))
            {
                return listing;
            }
        }

        return await ListAsync(channel, withStatus: true, broken, cancellationToken);
    }

    /// <summary>Lists the folders alone.</summary>
    public static async Task<List<SessionFolder>> ListAsync(MailClient client, CancellationToken cancellationToken)
    {
        var folders = await Namespaces.ListAsync(client, StateItems.None, cancellationToken);
        await AddInboxAsync(client, folders, cancellationToken);
        return folders;
    }

    private static async Task<MailboxListing> ListAsync(
        CommandChannel channel, bool withStatus, BrokenStates broken, CancellationToken cancellationToken)
    {
        var client = channel.Client;
        var hasListStatus = withStatus && client.Capabilities.Has("LIST-STATUS") && broken.MayAsk(BrokenStates.All);
        client.Book.TakeUnread();
        var folders = await WatchAsync(
            broken,
            hasListStatus ? BrokenStates.All : null,
            () => Namespaces.ListAsync(client, hasListStatus ? Items : StateItems.None, cancellationToken));

        // Known only now, where the server names no namespace: the listing has asked for the root.
        var space = Namespaces.HomeOf(client);
        var unread = client.Book.TakeUnread();
        var hasStatus = new HashSet<SessionFolder>(hasListStatus ? folders : []);
        await AddInboxAsync(client, folders, cancellationToken);
        await client.MarkUsesAsync(cancellationToken);
        channel.Remember(folders);

        var hasListExtended = client.Capabilities.Has("LIST-EXTENDED");
        if (!hasListExtended)
        {
            await Namespaces.ListSubscribedAsync(client, cancellationToken);
        }

        var respellings = await new Spellings(
            folder => AskSpellingAsync(client, folder, broken, cancellationToken),
            folder => WatchAsync(broken, folder.FullName, () => ShowNewestAsync(client, folder, cancellationToken))).TakeOutAsync(folders);
        var listings = new List<FolderListing>();
        foreach (var folder in folders)
        {
            // Below a prefix, LSUB does not tell of INBOX; whoever uses it sees it anyway.
            var isSubscribed = folder.IsSubscribed || (IsInbox(folder) && !hasListExtended && space.Path.Length > 0);
            var listing = new FolderListing(
                folder.FullName, folder.Separator, folder.Attributes, isSubscribed, SharedName: folder.SharedName);
            listings.Add(!withStatus || !listing.IsSelectable ? listing
                : listing with { Status = hasStatus.Contains(folder) ? FolderStatus.Told(folder) : await AskStatusAsync(client, folder, broken, cancellationToken) });
        }

        return new MailboxListing(
            Namespaces.PrefixOf(space),
            space.Separator,
            listings,
            await Namespaces.ListForeignAsync(client, cancellationToken),
            client.Capabilities.Has("X-GM-EXT-1"),
            unread,
            respellings);
    }

    // Below a prefix it is not listed everywhere. That it is not listed at all says that it can't be used, not that it is to be made (RFC 3501, section 6.3.3).
    private static async Task AddInboxAsync(MailClient client, List<SessionFolder> folders, CancellationToken cancellationToken)
    {
        if (!folders.Exists(IsInbox))
        {
            folders.Insert(0, await client.FindAsync(Inbox, cancellationToken) ?? client.Book.AssumeInbox());
        }
    }

    private static bool IsInbox(SessionFolder folder) => folder.FullName == Inbox;

    private static async Task<FolderStatus?> AskStatusAsync(MailClient client, SessionFolder folder, BrokenStates broken, CancellationToken cancellationToken)
    {
        if (!broken.MayAsk(folder.FullName))
        {
            return null;
        }

        try
        {
            return await AskAsync(client, folder, broken, cancellationToken);
        }
        catch (RefusedException)
        {
            // The folder will say so itself when it is opened.
            return null;
        }
    }

    // Some servers refuse the state of a folder that they open.
    private static async Task<SpelledState> AskSpellingAsync(MailClient client, SessionFolder folder, BrokenStates broken, CancellationToken cancellationToken)
    {
        if (!broken.MayAsk(folder.FullName))
        {
            return new SpelledState(null, IsUnknown: true);
        }

        try
        {
            return new SpelledState(await AskAsync(client, folder, broken, cancellationToken));
        }
        catch (RefusedException)
        {
            return await OpenSpellingAsync(client, folder, broken, cancellationToken);
        }
    }

    private static async Task<SpelledState> OpenSpellingAsync(MailClient client, SessionFolder folder, BrokenStates broken, CancellationToken cancellationToken)
    {
        try
        {
            return await WatchAsync(broken, folder.FullName, async () =>
            {
                await client.SelectAsync(folder, FolderAccess.ReadOnly, cancellationToken);
                return new SpelledState(FolderStatus.Told(folder));
            });
        }
        catch (RefusedException refusal)
        {
            return new SpelledState(null, IsUnknown: refusal.Answer.Code is not { Name: "NONEXISTENT" });
        }
    }

    private static async Task<IReadOnlyList<SpelledMessage>?> ShowNewestAsync(MailClient client, SessionFolder folder, CancellationToken cancellationToken)
    {
        try
        {
            await client.SelectAsync(folder, FolderAccess.ReadOnly, cancellationToken);
            var last = (uint)Math.Min(folder.Count, IMailSession.MostHeld);
            if (last == 0)
            {
                return [];
            }

            var uids = new SortedSet<uint>();
            await client.EnumerateAsync(UidSet.Between(last > MostShown ? last - MostShown + 1 : 1, last), (_, uid) => uids.Add(uid), cancellationToken);
            var messages = new SortedDictionary<uint, SpelledMessage>();
            await client.DescribeAsync(
                UidSet.Of(uids),
                new MessageRequest(MessageItems.Size | MessageItems.InternalDate),
                message => messages[message.Uid!.Value] = new SpelledMessage(message.Uid.Value, message.Size, message.InternalDate),
                cancellationToken);
            return [.. messages.Values];
        }
        catch (RefusedException)
        {
            return null;
        }
    }

    private static Task<FolderStatus?> AskAsync(MailClient client, SessionFolder folder, BrokenStates broken, CancellationToken cancellationToken) =>
        WatchAsync(broken, folder.FullName, async () =>
        {
            await client.StatusAsync(folder, Items, cancellationToken);
            return FolderStatus.Told(folder);
        });

    // Notes when the connection does not outlast the question.
    private static async Task<T> WatchAsync<T>(BrokenStates broken, string? folder, Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception fault) when (folder is not null && fault is not RefusedException)
        {
            broken.Note(folder);
            throw;
        }
    }
}
