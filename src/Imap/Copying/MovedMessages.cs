using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Imap.Faults;
using Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>
/// Recognises messages that have been copied from another folder of the source, from which they are gone now: their owner has moved them.
/// They stay where they were copied to. The source has lost what is gone, so the copies at the destination tell what it was.
/// </summary>
/// <param name="folders">All folders that are copied, and those that earlier runs have copied, though this one leaves them out.</param>
/// <param name="deleted">What was copied from folders that the source no longer has.</param>
/// <param name="earlier">What was known of folders when the run began.</param>
internal sealed class MovedMessages(
    IReadOnlyList<FolderCopy> folders, IReadOnlyList<FolderCheckpoint> deleted, IReadOnlyDictionary<FolderCopy, FolderCheckpoint> earlier)
{
    private const StateItems Items = StateItems.Count | StateItems.UidNext | StateItems.UidValidity;

    // From so many folders on, the state of all is asked for with one command.
    private const int Many = 3;

    private readonly List<FolderCopy> _copied = [.. folders.Where(folder => !folder.State.Before.IsEmpty)];
    private List<GoneCopies>? _gone;

    // Each copy explains one message, whichever connection comes to it first.
    private SemaphoreSlim Gate { get; } = new(1, 1);

    /// <summary>The one other folder that had a UIDVALIDITY when the run began, if its messages had been copied; null = there is none, or several.</summary>
    public FolderCopy? FindKnown(FolderCopy folder, uint uidValidity) =>
        _copied.FindAll(other => other.State.SourceUidValidity == uidValidity) is [var only] && only != folder ? only : null;

    /// <summary>Settles those messages of a folder that have been moved there.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="messages">Those that are not in the folder at the destination. None is in the works anywhere else.</param>
    /// <param name="connections">The servers; other folders may be selected then.</param>
    /// <param name="mailbox">The mailbox.</param>
    /// <param name="withheld">Gets those that can't be compared, since the source lists them, but does not hand them out.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    /// <returns>What is still to be copied.</returns>
    public async Task<List<MessageInfo>> RecogniseAsync(
        FolderCopy folder, List<MessageInfo> messages, ConnectionPair connections, MailboxContext mailbox, ISet<uint> withheld, CancellationToken cancellationToken)
    {
        if (messages.Count == 0 || (_copied.Count == 0 && deleted.Count == 0))
        {
            return messages;
        }

        await Gate.TakeTurnAsync(cancellationToken);
        try
        {
            _gone ??= await LookAsync(connections, mailbox, cancellationToken);
            foreach (var gone in _gone.Where(gone => !gone.Copies.IsEmpty))
            {
                var found = await UnlessBrokenAsync(() => TakeAsync(gone, folder, messages, WordCheck.Always, connections, mailbox, withheld, cancellationToken)) ?? [];
                foreach (var uid in found)
                {
                    // It has no place in this folder at the destination.
                    folder.State.Map(uid, 0);
                    mailbox.Counters.Moved();
                }

                messages = messages.FindAll(message => !found.Contains(message.Uid));
            }

            return messages;
        }
        finally
        {
            Gate.Release();
        }
    }

    private static async Task<HashSet<uint>> TakeAsync(
        GoneCopies gone,
        FolderCopy folder,
        List<MessageInfo> messages,
        WordCheck words,
        ConnectionPair connections,
        MailboxContext mailbox,
        ISet<uint>? withheld,
        CancellationToken cancellationToken)
    {
        if (messages.Count == 0)
        {
            return [];
        }

        var from = await connections.Source.OpenAsync(folder.Route.Source.Name, FolderAccess.ReadOnly, cancellationToken);
        var originals = Originals.In(connections.Source, from, () => mailbox.Backoff.IsOver, cancellationToken, withheld);

        // A server may give a message the moment at which it was moved.
        var copies = new ChangedCopies(connections.Destination, gone.Folder, gone.Copies, mailbox) { ComparesDates = false, Words = words };
        Task SampleAsync() => gone.From is { } old ? new KnownCopies(old, connections, mailbox).SampleAsync(cancellationToken) : Task.CompletedTask;
        return [.. (await copies.TakeAsync(messages, isAll: false, originals, SampleAsync, cancellationToken)).Keys];
    }

    private async Task<List<GoneCopies>> LookAsync(ConnectionPair connections, MailboxContext mailbox, CancellationToken cancellationToken)
    {
        var gone = new List<GoneCopies>();
        var states = await AskStatesAsync(connections.Source, connections.BrokenAtSource, cancellationToken);
        foreach (var folder in _copied.Where(folder => states.TryGetValue(folder, out var state) && (state is null || folder.IsSelective || folder.State.MayHaveLost(state))))
        {
            if (await FindVisibleAsync(folder, connections.Source, mailbox, cancellationToken) is { } visible)
            {
                var copies = new PlacedCopies(folder.DestinationName, folder.State.DestinationUidValidity, folder.State.FindGone(visible));
                Add(copies, folder, await ReadAsync(copies, connections.Destination, cancellationToken));
            }
        }

        foreach (var copies in deleted.Select(PlacedCopies.Of))
        {
            Add(copies, from: null, await ReadAsync(copies, connections.Destination, cancellationToken));
        }

        foreach (var (folder, before) in earlier.Where(pair => states.TryGetValue(pair.Key, out var state) && IsReplaced(pair.Value, state)))
        {
            var copies = PlacedCopies.Of(before);
            var held = new HeldMessages(folder.Route.Source.Name, connections, mailbox);
            var found = await ReadAsync(copies, connections.Destination, cancellationToken);
            Add(copies, from: null, await UnlessRefusedAsync(async () => await held.FindOthersAsync(copies.Folder, found, cancellationToken)) ?? []);
        }

        await ClaimAsync(gone, connections, mailbox, cancellationToken);
        return gone;

        void Add(PlacedCopies copies, FolderCopy? from, IEnumerable<UnknownMessage> found) =>
            gone.Add(new GoneCopies(copies.Folder, from, new UnknownMessages(0, mailbox.Clock.GetUtcNow(), found.DistinctBy(message => message.Uid))));
    }

    // What an earlier run has found moved is still to explain no other message. Its words were compared then; a mistake here makes a second copy at worst.
    private async Task ClaimAsync(List<GoneCopies> gone, ConnectionPair connections, MailboxContext mailbox, CancellationToken cancellationToken)
    {
        foreach (var folder in gone.Exists(copies => !copies.Copies.IsEmpty) ? _copied : [])
        {
            if (folder.State.FindPlacedElsewhere() is not { IsEmpty: false } moved)
            {
                continue;
            }

            if (await UnlessRefusedAsync(async () => await connections.Source.OpenAsync(folder.Route.Source.Name, FolderAccess.ReadOnly, cancellationToken)) is not { } from)
            {
                continue;
            }

            if (folder.Route.OnlyUnlabelled)
            {
                moved = moved.Except(await FindLabelledAsync(from, moved, connections.Source, mailbox, cancellationToken));
            }

            var request = new MessageRequest(MessageItems.InternalDate | MessageItems.Size | MessageItems.Flags);
            var messages = (await connections.Source.DescribeAsync(from, moved, request, cancellationToken)).Select(MessageInfo.Of).ToList();
            foreach (var copies in gone)
            {
                var found = await UnlessBrokenAsync(() => TakeAsync(copies, folder, messages, WordCheck.WhereChanged, connections, mailbox, withheld: null, cancellationToken)) ?? [];
                messages.RemoveAll(message => found.Contains(message.Uid));
            }
        }
    }

    // A source that does not show all that a folder holds does not tell what is gone.
    private static Task<UidSet?> FindVisibleAsync(FolderCopy folder, IMailSession source, MailboxContext mailbox, CancellationToken cancellationToken) => UnlessRefusedAsync(async () =>
    {
        var from = await source.OpenAnewAsync(folder.Route.Source.Name, cancellationToken, FolderAccess.ReadOnly);
        var visible = await VisibleMessages.FindAsync(source, from, mailbox.BeginWait(), cancellationToken);
        return visible.Count != from.Count || from.UidValidity != folder.State.SourceUidValidity ? null
            : folder.Route.OnlyUnlabelled ? visible.Except(await FindLabelledAsync(from, visible.Intersect(folder.State.Before), source, mailbox, cancellationToken)) : visible;
    });

    // Its owner has taken it back from the archive: now another folder shows it.
    private static async Task<UidSet> FindLabelledAsync(ISessionFolder from, UidSet uids, IMailSession source, MailboxContext mailbox, CancellationToken cancellationToken)
    {
        var messages = await source.DescribeAsync(from, uids, new MessageRequest(MessageItems.Labels), cancellationToken);
        return UidSet.Of(messages.Where(message => MessageLister.IsShownElsewhere(message, mailbox.Plan.Labels)).Select(message => message.Uid).Order());
    }

    private static bool IsReplaced(FolderCheckpoint before, FolderStatus? now) =>
        before.SourceUidValidity > 0 && before.Copied.Count > 0 && now is { UidValidity: > 0 } && now.UidValidity != before.SourceUidValidity;

    /// <returns>None if they are not there any more, or can't be told from others.</returns>
    private static async Task<List<UnknownMessage>> ReadAsync(PlacedCopies copies, IMailSession destination, CancellationToken cancellationToken)
    {
        if (copies.Uids.IsEmpty || await destination.FindListedAsync(copies.Folder, cancellationToken) is null)
        {
            return [];
        }

        var there = await UnlessBrokenAsync(() => destination.OpenAsync(copies.Folder, FolderAccess.ReadOnly, cancellationToken));
        return there?.UidValidity == copies.UidValidity ? await WholeAnswer.OutlineAsync(destination, there, copies.Uids, cancellationToken) : [];
    }

    /// <returns>The states; null where none may be asked for, so that the folder has to be opened.</returns>
    private async Task<Dictionary<FolderCopy, FolderStatus?>> AskStatesAsync(IMailSession source, BrokenStates broken, CancellationToken cancellationToken)
    {
        var unknown = _copied.Where(folder => folder.Source is null).ToList();
        var listed = new HashSet<string>(StringComparer.Ordinal);
        if (unknown.Count >= Many && source.HasListStatus && broken.MayAsk(BrokenStates.All))
        {
            await AskAsync(broken, BrokenStates.All, async () => listed.UnionWith(await source.ListStatesAsync(Items, cancellationToken)));
        }

        var states = _copied.Except(unknown).ToDictionary(folder => folder, folder => folder.Source);
        foreach (var folder in unknown)
        {
            if (await source.FindListedAsync(folder.Route.Source.Name, cancellationToken) is { } at)
            {
                var isTold = listed.Contains(at.FullName) || await TryAskAsync(at, source, broken, cancellationToken);
                states[folder] = isTold ? FolderStatus.Of(at) : null;
            }
        }

        return states;
    }

    private static async Task AskAsync(BrokenStates broken, string folder, Func<Task> ask)
    {
        try
        {
            await ask();
        }
        catch (MailFaultException fault) when (fault.IsBreak)
        {
            broken.Note(folder);
            throw fault.Over(broken.Count);
        }
    }

    // What breaks the connection explains nothing. The folder's own work reports it.
    private static async Task<T?> UnlessBrokenAsync<T>(Func<Task<T>> use)
        where T : class
    {
        try
        {
            return await use();
        }
        catch (MailFaultException fault) when (!fault.IsTransient && fault.BreaksOfFolder is not null)
        {
            return null;
        }
    }

    // A folder that its server refuses to show explains nothing either, and keeps no other one's mail back.
    private static async Task<T?> UnlessRefusedAsync<T>(Func<Task<T?>> use)
        where T : class
    {
        try
        {
            return await use();
        }
        catch (MailFaultException fault) when (!fault.IsTransient)
        {
            return null;
        }
    }

    private static async Task<bool> TryAskAsync(ISessionFolder at, IMailSession source, BrokenStates broken, CancellationToken cancellationToken)
    {
        if (!broken.MayAsk(at.FullName))
        {
            return false;
        }

        try
        {
            await AskAsync(broken, at.FullName, () => source.AskStateAsync(at, Items, cancellationToken));
            return true;
        }
        catch (MailFaultException fault) when (fault is { IsTransient: false, IsBreak: false })
        {
            return false;
        }
    }
}
