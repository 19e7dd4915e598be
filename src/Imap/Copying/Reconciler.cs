using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Imap.Connections;
using Hosting.Migrations.Imap.Faults;
using MailKit;

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

    // For how many settle times in all a folder is waited for.
    private const int MostSettleTimes = 6;

    private readonly MailConnection _source = connections.Source;
    private readonly MailConnection _destination = connections.Destination;

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
        await MeetAsync(there, cancellationToken);
        folder.MeetHeldThere(there.Count);

        var foreign = folder.State.FindForeign();

        // Below UIDNEXT there are at least as many UIDs as messages.
        var next = there.UidNext?.Id is { } told && told > there.Count ? told : 0;
        var (seen, found) = await ListAsync(there, foreign, next, cancellationToken);
        folder.Unknown = new UnknownMessages(Math.Max(next, seen.IsEmpty ? 1 : seen.Last + 1), mailbox.Clock.GetUtcNow(), found) { Held = there.Count };
    }

    /// <summary>Looks it up again if anything has come in since.</summary>
    /// <exception cref="MailFaultException">The destination does not show all that the folder holds.</exception>
    public async Task LookForMoreAsync(CancellationToken cancellationToken)
    {
        if (folder is { Unknown: { } known, Quiet: null })
        {
            var there = await _destination.OpenAnewAsync(folder.DestinationName, cancellationToken);
            if (there.Count <= known.Held && there.UidNext?.Id is { } next && next > there.Count && !known.IsBeyond(next - 1) && folder.State.TryMeetDestination(there.UidValidity))
            {
                return;
            }
        }

        await LookUpAsync(cancellationToken);
    }

    /// <summary>Sorts out what is at the destination already.</summary>
    /// <param name="from">The folder at the source, selected.</param>
    /// <param name="messages">What may be there.</param>
    /// <param name="isAll">Whether nothing else of the folder is to be copied.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    /// <returns>What is still to be copied.</returns>
    public async Task<List<MessageInfo>> RecogniseAsync(IMailFolder from, List<MessageInfo> messages, bool isAll, CancellationToken cancellationToken)
    {
        var candidates = folder.Unknown!;
        var originals = Originals.In(_source, from, () => mailbox.Backoff.IsOver, cancellationToken);
        var here = UidSet.Of(messages.Where(message => candidates.Find(message.InternalDate, message.Size).Count > 0).Select(message => message.Uid));
        if (!here.IsEmpty)
        {
            var copies = await IdentifyAsync(messages.SelectMany(message => candidates.Find(message.InternalDate, message.Size)), cancellationToken);
            var identities = await MessageIdentity.ReadAsync(_source, from, here, () => mailbox.Backoff.IsOver, cancellationToken);
            await AddWordsAsync(messages, identities, copies, originals, cancellationToken);
            messages = messages.FindAll(message => !identities.TryGetValue(message.Uid, out var identity) || !TryTake(message, message.Size, identity, copies));
        }

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
        var originals = Originals.Of(fetched, cancellationToken);
        var missing = messages.ConvertAll(message => message.Info with { Size = (uint)message.Content.Length });
        var candidates = folder.Unknown;
        var here = missing.FindAll(message => candidates.Find(message.InternalDate, message.Size).Count > 0);
        if (here.Count > 0)
        {
            var copies = await IdentifyAsync(here.SelectMany(message => candidates.Find(message.InternalDate, message.Size)), cancellationToken);
            var identities = here.ToDictionary(message => message.Uid, message => MessageIdentity.Of(fetched[message.Uid].ReadHeaders()));
            await AddWordsAsync(here, identities, copies, originals, cancellationToken);
            missing = missing.FindAll(message => !identities.TryGetValue(message.Uid, out var identity) || !TryTake(message, message.Size, identity, copies));
        }

        var rest = await RecogniseChangedAsync(missing, isAll: false, originals, () => Task.CompletedTask, cancellationToken);
        return rest.ConvertAll(message => fetched[message.Uid]);
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
    private async Task MeetAsync(IMailFolder there, CancellationToken cancellationToken)
    {
        if (folder.State.TryMeetDestination(there.UidValidity))
        {
            return;
        }

        var copies = folder.State.FindPlaces();
        var isSame = there.Count >= folder.State.PlacedCount
            && (copies.IsEmpty || copies.Except(await _destination.SearchAsync(there, UidSet.Between(1, uint.MaxValue), since: null, cancellationToken)).IsEmpty);
        folder.MeetDestinationAgain(there.UidValidity, isSame);
    }

    private async Task<(UidSet Seen, List<UnknownMessage> Messages)> ListAsync(IMailFolder there, UidSet foreign, uint next, CancellationToken cancellationToken)
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
            var next = there.UidNext?.Id ?? (uint)there.Count;
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

    // A Message-ID that is there once, with the same date and size, is certain enough: else a lost state would cost as much as another copy. Without
    // one, or with several of it, the whole header and the words belong to the identity; and so they do where there are so few that it costs next to nothing.
    private async Task AddWordsAsync(
        List<MessageInfo> messages, Dictionary<uint, string> originals, Dictionary<uint, string> copies, Originals reader, CancellationToken cancellationToken)
    {
        var alike = messages.Where(message => originals.ContainsKey(message.Uid)).ToDictionary(
            message => message.Uid,
            message => folder.Unknown!.Find(message.InternalDate, message.Size).Where(uid => copies.GetValueOrDefault(uid) == originals[message.Uid]).ToList());
        var isCheap = alike.Count <= FewMessages && messages.Sum(message => (long)message.Size) <= FewBytes;
        var (here, there) = (originals.Values.CountBy(identity => identity).ToDictionary(), copies.Values.CountBy(identity => identity).ToDictionary());
        var doubtful = alike.Where(pair => pair.Value.Count > 0
            && (isCheap || !MessageIdentity.IsNamed(originals[pair.Key]) || here[originals[pair.Key]] > 1 || there[originals[pair.Key]] > 1)).ToList();
        if (doubtful.Count == 0)
        {
            return;
        }

        var ours = await ReadWordsAsync(reader, UidSet.Of(doubtful.Select(pair => pair.Key)));
        var folderThere = await _destination.OpenAsync(folder.DestinationName, FolderAccess.ReadWrite, cancellationToken);
        var stored = Originals.There(_destination, folderThere, () => mailbox.Backoff.IsOver, cancellationToken);
        var theirs = await ReadWordsAsync(stored, UidSet.Of(doubtful.SelectMany(pair => pair.Value)));
        AddWords(originals, ours, doubtful.Select(pair => pair.Key));
        AddWords(copies, theirs, doubtful.SelectMany(pair => pair.Value).Distinct());
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

    private bool TryTake(MessageInfo message, long size, string identity, Dictionary<uint, string> copies)
    {
        foreach (var uid in folder.Unknown!.Find(message.InternalDate, size))
        {
            if (copies.TryGetValue(uid, out var other) && other == identity)
            {
                folder.Unknown.Remove(uid);
                folder.State.Map(message.Uid, uid);
                mailbox.Counters.Skipped();
                mailbox.Manner.MeetDate(isKept: true);
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
