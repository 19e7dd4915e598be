using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Imap.Faults;
using Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>
/// Recognises what is at the destination already, so that nothing is copied twice: after a crash, a cut connection, a change of
/// UIDVALIDITY or another tool's work. Each message there explains one of the source, so real duplicates stay as many as they were.
/// To be used while the folder's gate is held.
/// </summary>
internal sealed class Reconciler(FolderCopy folder, ConnectionPair connections, MailboxContext mailbox)
{
    // Three commands at each side.
    private const int FewMessages = 20;
    private const long FewBytes = 1024 * 1024;

    // So many messages of one date and size at the destination are compared at a time, besides twice those that are looked for.
    private const int MostAlike = 50;

    // For how many settle times in all a folder is waited for.
    private const int MostSettleTimes = 6;

    private readonly IMailSession _source = connections.Source;
    private readonly IMailSession _destination = connections.Destination;

    /// <summary>Looks up what is at the destination and no known copy.</summary>
    /// <exception cref="MailFaultException">The destination does not show all that the folder holds.</exception>
    public async Task LookUpAsync(CancellationToken cancellationToken)
    {
        if (folder.LookFault is { } before)
        {
            throw before;
        }

        await SettleAsync(cancellationToken);
        var there = await _destination.OpenAnewAsync(folder.DestinationName, cancellationToken);
        (var unopened, there) = await UnopenedMessages.CountAsync(
            _destination, there, folder.Destination?.Messages ?? 0, there.Count, FolderAccess.ReadWrite, cancellationToken);
        if (unopened > 0)
        {
            throw folder.LookFault = new DestinationLook(_destination, there).Withheld(there.Count + unopened, unopened);
        }

        await MeetAsync(there, cancellationToken);
        folder.MeetHeldThere(there.Count);

        var foreign = folder.State.FindForeign();

        // Below UIDNEXT there are at least as many UIDs as messages.
        var next = there.UidNext is { } told && told > there.Count ? told : 0;
        var (seen, found) = await ListAsync(there, foreign, next, cancellationToken);
        folder.Unknown = new UnknownMessages(Math.Max(next, seen.IsEmpty ? 1 : seen.Last + 1), mailbox.Clock.GetUtcNow(), found) { Held = there.Count };
    }

    /// <summary>Looks it up again if anything has come in since.</summary>
    /// <exception cref="MailFaultException">The destination does not show all that the folder holds.</exception>
    public async Task LookForMoreAsync(CancellationToken cancellationToken)
    {
        if (folder.Unknown is not { } known || await TryListSinceAsync(known, cancellationToken) is not { IsEmpty: true })
        {
            await LookUpAsync(cancellationToken);
        }
    }

    /// <summary>Lists what has come in since a look: all that is unknown, unless it is certain that the rest is as it was then.</summary>
    /// <param name="known">What was found then; null = nothing has been looked at.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    /// <exception cref="MailFaultException">The destination does not show all that the folder holds.</exception>
    public async Task<UnknownMessages> LookForArrivedAsync(UnknownMessages? known, CancellationToken cancellationToken)
    {
        if (known is not null && await TryListSinceAsync(known, cancellationToken) is { } since)
        {
            return since;
        }

        await LookUpAsync(cancellationToken);
        return folder.Unknown!;
    }

    /// <summary>Sorts out what is at the destination already.</summary>
    /// <param name="from">The folder at the source, selected.</param>
    /// <param name="messages">What may be there.</param>
    /// <param name="isAll">Whether nothing else of the folder is to be copied.</param>
    /// <param name="withheld">Gets those that can't be compared, since the source lists them, but does not hand them out.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    /// <returns>What is still to be copied.</returns>
    public async Task<List<MessageInfo>> RecogniseAsync(
        ISessionFolder from, List<MessageInfo> messages, bool isAll, ISet<uint> withheld, CancellationToken cancellationToken)
    {
        var originals = Originals.In(_source, from, () => mailbox.Backoff.IsOver, cancellationToken, withheld);
        messages = await RecogniseSameAsync(
            messages,
            uids => MessageIdentity.ReadAsync(_source, from, uids, () => mailbox.Backoff.IsOver, cancellationToken),
            originals,
            cancellationToken);
        return await RecogniseChangedAsync(
            messages,
            isAll,
            originals,
            () => new KnownCopies(folder, connections, mailbox).SampleAsync(cancellationToken),
            cancellationToken);
    }

    /// <summary>Sorts out what of fetched messages is at the destination already.</summary>
    /// <returns>What is still to be copied.</returns>
    public async Task<List<FetchedMessage>> RecogniseAsync(List<FetchedMessage> messages, CancellationToken cancellationToken)
    {
        if (messages.Count == 0 || folder.Unknown!.IsEmpty)
        {
            return messages;
        }

        // The source's connection is busy with the next messages, and these are here.
        var fetched = messages.ToDictionary(message => message.Info.Uid);
        var originals = Originals.Of(fetched);
        var missing = messages.ConvertAll(message => message.Info with { Size = (uint)message.Content.Length });
        missing = await RecogniseSameAsync(
            missing,
            uids => Task.FromResult(uids.Enumerate().ToDictionary(uid => uid, uid => MessageIdentity.Of(fetched[uid].ReadHeaders()))),
            originals,
            cancellationToken);
        var rest = await RecogniseChangedAsync(missing, isAll: false, originals, () => Task.CompletedTask, cancellationToken);
        return rest.ConvertAll(message => fetched[message.Uid]);
    }

    // As many more as have come in, and no other: so nobody has to list again what was there before.
    private async Task<UnknownMessages?> TryListSinceAsync(UnknownMessages known, CancellationToken cancellationToken)
    {
        if (folder.Quiet is not null)
        {
            return null;
        }

        var there = await _destination.OpenAnewAsync(folder.DestinationName, cancellationToken);
        if (!(there.UidNext is { } next && next > there.Count && next >= known.End && next - known.End <= DestinationLook.Window && folder.State.TryMeetDestination(there.UidValidity)))
        {
            return null;
        }

        var shown = next == known.End ? [] : await _destination.DescribeAsync(there, UidSet.Between(known.End, next - 1), DestinationLook.Outline, cancellationToken);
        List<UnknownMessage> arrived = [.. shown.Where(message => known.IsBeyond(message.Uid)).DistinctBy(message => message.Uid).Select(UnknownMessage.Of).OfType<UnknownMessage>()];
        return there.Count == known.Held + arrived.Count ? new UnknownMessages(next, mailbox.Clock.GetUtcNow(), arrived) { Held = there.Count } : null;
    }

    private async Task<List<MessageInfo>> RecogniseChangedAsync(
        List<MessageInfo> messages, bool isAll, Originals originals, Func<Task> sampleAsync, CancellationToken cancellationToken)
    {
        var copies = await new ChangedCopies(_destination, folder.DestinationName, folder.Unknown!, mailbox).TakeAsync(messages, isAll, originals, sampleAsync, cancellationToken);
        foreach (var (original, copy) in copies)
        {
            folder.State.Map(original, copy);
            mailbox.Counters.Skipped();
        }

        return copies.Count == 0 ? messages : messages.FindAll(message => !copies.ContainsKey(message.Uid));
    }

    // The mbox store of GNU imap4d gets another UIDVALIDITY with each message that is added to it. Where all copies are still in their places, it is the same folder.
    private async Task MeetAsync(ISessionFolder there, CancellationToken cancellationToken)
    {
        if (folder.State.TryMeetDestination(there.UidValidity))
        {
            return;
        }

        var copies = folder.State.FindPlaces();
        var isSame = there.Count >= folder.State.PlacedCount
            && (copies.IsEmpty || copies.Except(await VisibleMessages.FindAsync(_destination, there, mailbox.BeginWait(), cancellationToken)).IsEmpty);
        folder.MeetDestinationAgain(there.UidValidity, isSame);
    }

    private async Task<(UidSet Seen, List<UnknownMessage> Messages)> ListAsync(ISessionFolder there, UidSet foreign, uint next, CancellationToken cancellationToken)
    {
        try
        {
            return await new DestinationLook(_destination, there).ListAsync(foreign, folder.State.FindKnownCopies(), next, mailbox.BeginWait(), cancellationToken);
        }
        catch (MailFaultException fault) when (fault.Fault == CopyFault.Incomplete)
        {
            folder.LookFault = fault;
            throw;
        }
    }

    // What a killed program or a broken connection had sent may still be on its way: it has to arrive before the look. Where the owner's mail
    // comes in all the time the folder never stands still, and is looked at all the same in the end.
    private async Task SettleAsync(CancellationToken cancellationToken)
    {
        var begun = mailbox.Clock.GetTimestamp();
        while (folder.Quiet is { } settling)
        {
            var there = await _destination.OpenAnewAsync(folder.DestinationName, cancellationToken);
            var next = there.UidNext ?? (uint)there.Count;
            var now = mailbox.Clock.GetTimestamp();
            settling = next == settling.UidNext ? settling : new QuietPeriod(now, next);
            var left = mailbox.Options.SettleTime - mailbox.Clock.GetElapsedTime(settling.Since, now);
            var leftInAll = (MostSettleTimes * mailbox.Options.SettleTime) - mailbox.Clock.GetElapsedTime(begun, now);
            var wait = new[] { left, leftInAll, MailboxContext.PollInterval }.Min();
            if (wait <= TimeSpan.Zero)
            {
                (folder.Quiet, mailbox.Counters.Waiting) = (null, null);
            }
            else
            {
                (folder.Quiet, mailbox.Counters.Waiting) = (settling, "settling");
                await Task.Delay(wait, mailbox.Clock, cancellationToken);
            }
        }
    }

    private async Task<Dictionary<uint, string>> IdentifyAsync(IEnumerable<uint> alike, CancellationToken cancellationToken)
    {
        var there = await _destination.OpenAsync(folder.DestinationName, FolderAccess.ReadWrite, cancellationToken);
        var uids = UidSet.Of(alike);
        var identities = await MessageIdentity.ReadAsync(_destination, there, uids, () => mailbox.Backoff.IsOver, cancellationToken);
        await new DestinationLook(_destination, there).CheckAsync(uids.Except(UidSet.Of(identities.Keys.Order())), cancellationToken);
        return identities;
    }

    // Machines may write any number of messages with one date and size: they are compared some at a time, in their order.
    private async Task<List<MessageInfo>> RecogniseSameAsync(
        List<MessageInfo> messages, Func<UidSet, Task<Dictionary<uint, string>>> identifyAsync, Originals originals, CancellationToken cancellationToken)
    {
        var (ours, words) = (new Dictionary<uint, string>(), new Dictionary<uint, string>());
        for (var (from, window) = (0, MostAlike + (2 * messages.Count)); ;)
        {
            var groups = messages.GroupBy(message => (message.InternalDate, message.Size)).ToDictionary(group => group.Key, group => folder.Unknown!.Find(group.Key.InternalDate, group.Key.Size, from, window));
            var here = messages.FindAll(message => groups[(message.InternalDate, message.Size)].Count > 0);
            if (here.Count == 0)
            {
                return messages;
            }

            var copies = await IdentifyAsync(groups.Values.SelectMany(uids => uids).Distinct(), cancellationToken);
            foreach (var (uid, identity) in await identifyAsync(UidSet.Of(here.Select(message => message.Uid).Where(uid => !ours.ContainsKey(uid)))))
            {
                ours[uid] = identity;
            }

            var identities = here.Where(message => ours.ContainsKey(message.Uid)).ToDictionary(message => message.Uid, message => ours[message.Uid]);
            await AddWordsAsync(here, groups, identities, copies, words, originals, cancellationToken);
            var rest = messages.FindAll(message => !identities.TryGetValue(message.Uid, out var identity)
                || !TryTake(message, groups[(message.InternalDate, message.Size)], identity, copies));

            // What has been taken is found no more.
            from += window - (messages.Count - rest.Count);
            messages = rest;
        }
    }

    // A Message-ID that is there once, with the same date and size, is certain enough: else a lost state would cost as much as another copy. Without
    // one, or with several of it, the whole header and the words belong to the identity; and so they do where there are so few that it costs next to nothing.
    private async Task AddWordsAsync(
        List<MessageInfo> messages,
        Dictionary<(DateTimeOffset?, uint), IReadOnlyList<uint>> groups,
        Dictionary<uint, string> originals,
        Dictionary<uint, string> copies,
        Dictionary<uint, string> words,
        Originals reader,
        CancellationToken cancellationToken)
    {
        var alike = messages.Where(message => originals.ContainsKey(message.Uid)).ToDictionary(
            message => message.Uid,
            message => groups[(message.InternalDate, message.Size)].Where(uid => copies.GetValueOrDefault(uid) == originals[message.Uid]).ToList());
        var isCheap = alike.Count <= FewMessages && messages.Sum(message => (long)message.Size) <= FewBytes;
        var (here, there) = (originals.Values.CountBy(identity => identity).ToDictionary(), copies.Values.CountBy(identity => identity).ToDictionary());
        var doubtful = alike.Where(pair => pair.Value.Count > 0
            && (isCheap || !MessageIdentity.IsNamed(originals[pair.Key]) || here[originals[pair.Key]] > 1 || there[originals[pair.Key]] > 1)).ToList();
        if (doubtful.Count == 0)
        {
            return;
        }

        foreach (var (uid, own) in await ReadWordsAsync(reader, UidSet.Of(doubtful.Select(pair => pair.Key).Where(uid => !words.ContainsKey(uid)))))
        {
            words[uid] = own;
        }

        var folderThere = await _destination.OpenAsync(folder.DestinationName, FolderAccess.ReadWrite, cancellationToken);
        var stored = Originals.There(_destination, folderThere, () => mailbox.Backoff.IsOver, cancellationToken);
        var doubtfulCopies = doubtful.SelectMany(pair => pair.Value).Distinct().ToList();
        var theirs = await ReadWordsAsync(stored, UidSet.Of(doubtfulCopies));
        AddWords(originals, words, doubtful.Select(pair => pair.Key));
        AddWords(copies, theirs, doubtfulCopies);
    }

    private static async Task<Dictionary<uint, string>> ReadWordsAsync(Originals messages, UidSet uids)
    {
        var (prints, bodies) = (await HeaderPrint.ReadAsync(messages, uids), await messages.Bodies(uids));
        return bodies.Where(body => prints.ContainsKey(body.Key)).ToDictionary(body => body.Key, body => $"{prints[body.Key].ToDigest()}\r{body.Value}");
    }

    // What is gone meanwhile is like nothing.
    private static void AddWords(Dictionary<uint, string> identities, Dictionary<uint, string> bodies, IEnumerable<uint> uids)
    {
        foreach (var uid in uids)
        {
            if (bodies.TryGetValue(uid, out var body))
            {
                identities[uid] += $"\r{body}";
            }
            else
            {
                identities.Remove(uid);
            }
        }
    }

    private bool TryTake(MessageInfo message, IReadOnlyList<uint> alike, string identity, Dictionary<uint, string> copies)
    {
        foreach (var uid in alike)
        {
            if (copies.TryGetValue(uid, out var other) && other == identity)
            {
                copies.Remove(uid);
                folder.Unknown!.Remove(uid);
                folder.State.Map(message.Uid, uid);
                mailbox.Counters.Skipped();
                mailbox.Manner.MeetKeptDate(message.InternalDate);
                if (MessageIdentity.IsNamed(identity))
                {
                    mailbox.Manner.MeetId();
                }

                return true;
            }
        }

        return false;
    }
}
