using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Infrastructure.Imap.Connections;
using MailKit;

namespace Hosting.Migrations.Infrastructure.Imap.Copying;

/// <summary>
/// Recognises what is at the destination already, so that nothing is copied twice: after a crash, a cut connection, a change of
/// UIDVALIDITY or another tool's work. Each message there explains one of the source, so real duplicates stay as many as they were.
/// To be used while the folder's gate is held.
/// </summary>
internal sealed class Reconciler(FolderCopy folder, ConnectionPair connections, MailboxContext mailbox)
{
    public const int Window = 2000;
    private const int Samples = 3;

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);

    private readonly MailConnection _source = connections.Source;
    private readonly MailConnection _destination = connections.Destination;

    public static readonly FetchRequest Outline = new(MessageSummaryItems.UniqueId | MessageSummaryItems.InternalDate | MessageSummaryItems.Size);

    /// <summary>Looks up what is at the destination and no known copy.</summary>
    public async Task LookUpAsync(CancellationToken cancellationToken)
    {
        await SettleAsync(cancellationToken);
        var there = await _destination.OpenAnewAsync(folder.DestinationName, cancellationToken);
        folder.MeetDestination(there.UidValidity);

        var foreign = folder.Ledger.FindForeign();

        // Below UIDNEXT there are at least as many UIDs as messages.
        var next = there.UidNext?.Id is { } told && told > there.Count ? told : 0;
        var found = new List<IMessageSummary>();
        if (there.Count > 0)
        {
            var bounded = next > 1 ? foreign.Except(UidSet.Between(next, uint.MaxValue)) : foreign;
            foreach (var window in Windows(bounded, there.Count))
            {
                found.AddRange(await _destination.DescribeAsync(there, window, Outline, cancellationToken));
            }
        }

        var lookedUpTo = Math.Max(next, found.Select(message => message.UniqueId.Id + 1).DefaultIfEmpty(1u).Max());
        var candidates = new Candidates(lookedUpTo, mailbox.Clock.GetUtcNow());
        foreach (var message in found.Where(message => message.Size is not null && foreign.Contains(message.UniqueId.Id)))
        {
            candidates.Add(MessageInfo.ReceivedAt(message), message.Size!.Value, message.UniqueId.Id);
        }

        folder.Candidates = candidates;
    }

    /// <summary>Sorts out what is at the destination already.</summary>
    /// <returns>What is still to be copied.</returns>
    public async Task<List<MessageInfo>> RecogniseAsync(IMailFolder from, List<MessageInfo> messages, CancellationToken cancellationToken)
    {
        var candidates = folder.Candidates!;
        var here = UidSet.Of(messages.Where(message => candidates.Find(message.InternalDate, message.Size).Count > 0).Select(message => message.Uid));
        if (!here.IsEmpty)
        {
            var copies = await IdentifyAsync(messages.SelectMany(message => candidates.Find(message.InternalDate, message.Size)), cancellationToken);
            var originals = await MessageIdentity.ReadAsync(_source, from, here, cancellationToken);
            messages = messages.FindAll(message => !originals.TryGetValue(message.Uid, out var identity) || !TryTake(message, message.Size, identity, copies));
        }

        return await RecogniseChangedAsync(
            messages,
            Originals.In(_source, from, () => mailbox.Patience.IsOver, cancellationToken),
            () => SampleAsync(from, cancellationToken),
            cancellationToken);
    }

    /// <summary>Sorts out what of fetched messages is at the destination already.</summary>
    /// <returns>What is still to be copied.</returns>
    public async Task<List<FetchedMessage>> RecogniseAsync(List<FetchedMessage> messages, CancellationToken cancellationToken)
    {
        if (messages.Count == 0 || folder.Candidates!.IsEmpty)
        {
            return messages;
        }

        var candidates = folder.Candidates;
        var alike = messages.SelectMany(message => candidates.Find(message.Info.InternalDate, message.Content.Length)).ToList();
        var copies = alike.Count > 0 ? await IdentifyAsync(alike, cancellationToken) : [];
        var missing = messages
            .Where(message => copies.Count == 0 || !TryTake(message.Info, message.Content.Length, MessageIdentity.Of(message.ReadHeaders()), copies))
            .ToDictionary(message => message.Info.Uid);

        // The source's connection is busy with the next messages, and these are here.
        var rest = await RecogniseChangedAsync(
            [.. missing.Values.Select(message => message.Info with { Size = (uint)message.Content.Length })],
            Originals.Of(missing, cancellationToken),
            () => Task.CompletedTask,
            cancellationToken);
        return rest.ConvertAll(message => missing[message.Uid]);
    }

    private async Task<List<MessageInfo>> RecogniseChangedAsync(
        List<MessageInfo> messages, Originals originals, Func<Task> sampleAsync, CancellationToken cancellationToken)
    {
        var copies = await new ChangedCopies(_destination, folder.DestinationName, folder.Candidates!, mailbox).TakeAsync(messages, originals, sampleAsync, cancellationToken);
        foreach (var (original, copy) in copies)
        {
            folder.Ledger.Map(original, copy);
            mailbox.Tally.Skipped();
        }

        return copies.Count == 0 ? messages : messages.FindAll(message => !copies.ContainsKey(message.Uid));
    }

    // What is in all copies known for certain, and not in their originals, storing has added.
    private async Task SampleAsync(IMailFolder from, CancellationToken cancellationToken)
    {
        var known = folder.Ledger.FindLastCopies(Samples);
        if (mailbox.Manner.HasSampled || known.Count == 0)
        {
            return;
        }

        mailbox.Manner.HasSampled = true;
        var originals = await Originals.In(_source, from, () => mailbox.Patience.IsOver, cancellationToken).Headers(UidSet.Of(known.Keys), MessageIdentity.AllHeaders);
        var there = await _destination.OpenAsync(folder.DestinationName, FolderAccess.ReadOnly, cancellationToken);
        var copies = await Originals.In(_destination, there, () => mailbox.Patience.IsOver, cancellationToken).Headers(UidSet.Of(known.Values.Order()), MessageIdentity.AllHeaders);
        foreach (var (original, copy) in known)
        {
            if (originals.TryGetValue(original, out var headers) && copies.TryGetValue(copy, out var stored) && new HeaderPrint(headers).FindAdded(new HeaderPrint(stored)) is { } added)
            {
                mailbox.Manner.MeetAdded(added.Names);
            }
        }
    }

    // What a killed program or a broken connection had sent may still be on its way: it has to arrive before the look.
    private async Task SettleAsync(CancellationToken cancellationToken)
    {
        while (folder.Settling is { } settling)
        {
            var there = await _destination.OpenAnewAsync(folder.DestinationName, cancellationToken);
            var next = there.UidNext?.Id ?? (uint)there.Count;
            var left = mailbox.Options.SettleTime - mailbox.Clock.GetElapsedTime(settling.Since);
            if (next != settling.UidNext)
            {
                folder.Settling = new Settling(mailbox.Clock.GetTimestamp(), next);
            }
            else if (left <= TimeSpan.Zero)
            {
                (folder.Settling, mailbox.Tally.Waiting) = (null, null);
            }
            else
            {
                mailbox.Tally.Waiting = "settling";
                await Task.Delay(left < PollInterval ? left : PollInterval, mailbox.Clock, cancellationToken);
            }
        }
    }

    private async Task<Dictionary<uint, string>> IdentifyAsync(IEnumerable<uint> alike, CancellationToken cancellationToken)
    {
        var there = await _destination.OpenAsync(folder.DestinationName, FolderAccess.ReadWrite, cancellationToken);
        return await MessageIdentity.ReadAsync(_destination, there, UidSet.Of(alike), cancellationToken);
    }

    private bool TryTake(MessageInfo message, long size, string identity, Dictionary<uint, string> copies)
    {
        foreach (var uid in folder.Candidates!.Find(message.InternalDate, size))
        {
            if (copies.TryGetValue(uid, out var other) && other == identity)
            {
                folder.Candidates.Remove(uid);
                folder.Ledger.Map(message.Uid, uid);
                mailbox.Tally.Skipped();
                mailbox.Manner.MeetDate(isKept: true);
                return true;
            }
        }

        return false;
    }

    // UIDs may be few in a wide range: then one command asks for all of it.
    private static IEnumerable<UidSet> Windows(UidSet uids, int messages) =>
        uids.IsEmpty ? [] : uids.Count > (4L * messages) + Window ? [uids] : uids.Split(Window);
}
