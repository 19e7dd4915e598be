using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Imap.Faults;
using Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>Sends messages to a folder of the destination, all at once.</summary>
/// <param name="folder">The folder.</param>
/// <param name="connections">The servers.</param>
/// <param name="mailbox">The mailbox.</param>
/// <param name="reconciler">Finds what has been sent, where the destination does not tell.</param>
internal sealed class BatchSender(FolderCopy folder, ConnectionPair connections, MailboxContext mailbox, Reconciler reconciler)
{
    /// <summary>Whether of messages that are sent all are stored, or none.</summary>
    public bool SendsTogether => connections.Destination.AppendsTogether;

    /// <summary>Sends messages, and notes where at the destination they are, even if not all of them are stored.</summary>
    /// <param name="batch">Not empty.</param>
    /// <param name="company">What goes with them.</param>
    /// <param name="isAgain">Whether they are sent again after a refusal.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    /// <exception cref="MailFaultException">The destination has not taken all of them, or it is not known whether it has.</exception>
    public async Task SendAsync(List<FetchedMessage> batch, Company company, bool isAgain, CancellationToken cancellationToken)
    {
        var destination = connections.Destination;
        var policy = company.WithKeywords && batch.Exists(message => message.Info.Keywords.Count > 0) ? await FindPolicyAsync(cancellationToken) : null;
        var messages = batch.ConvertAll(message => ToOutgoing(message, policy, company));
        var there = await destination.RequireAsync(folder.DestinationName, cancellationToken);
        var receipt = new AppendReceipt(batch.Count);
        try
        {
            await SendAsync(there, messages, isAgain, receipt, cancellationToken);
        }
        catch
        {
            // What became of the others is found out before any of them is sent again; those that are stored need not be looked for.
            TryNote([.. receipt.Stored.Select(index => batch[index])], receipt.Places, policy, company);
            throw;
        }

        if (!TryNote(batch, receipt.Places, policy, company))
        {
            await NoteArrivedAsync(batch, policy, company, cancellationToken);
        }
    }

    /// <returns>False if the destination has not told where they are in a way that can be believed.</returns>
    private bool TryNote(List<FetchedMessage> stored, IReadOnlyList<AppendedUid> uids, KeywordPolicy? policy, Company company)
    {
        if (uids.Count == 0 || uids.Count != stored.Count || !folder.State.TryMeetDestination(uids[0].UidValidity) || !AreNew(uids))
        {
            return false;
        }

        if (folder.Unknown?.TryExtend(uids[0].Uid, uids[^1].Uid, uids.Count) == false || uids[^1].Uid - uids[0].Uid >= uids.Count)
        {
            // Something has come in before or among them. A killed program's last words, perhaps: the next batch is compared with them before it is sent.
            folder.Unknown = null;
        }

        Note(stored, [.. uids.Select(uid => uid.Uid)], policy, company);
        return true;
    }

    // A message that has been stored has a UID that no other has had (RFC 3501, section 2.3.1.1). Some servers name the place of another.
    private bool AreNew(IReadOnlyList<AppendedUid> uids) =>
        folder.State.IsNewPlace(uids[0].Uid) && folder.Unknown?.IsBeyond(uids[0].Uid) != false
        && uids.Skip(1).Zip(uids).All(pair => pair.First.Uid > pair.Second.Uid && pair.First.UidValidity == pair.Second.UidValidity);

    private async Task SendAsync(
        ISessionFolder there, List<OutgoingMessage> messages, bool isAgain, AppendReceipt receipt, CancellationToken cancellationToken)
    {
        try
        {
            await connections.Destination.AppendAsync(there, messages, isCautious: isAgain, receipt, cancellationToken);
        }
        catch (MailFaultException fault) when (fault.IsRefusal && connections.Destination.LastRefusal is { IsTooLarge: true } refusal)
        {
            throw new MailFaultException(
                CopyFault.TooLarge, $"the message is larger than the destination takes: {refusal.Words}", isTransient: false, fault.InnerException)
            {
                IsRefusal = true,
            };
        }
    }

    private void Note(List<FetchedMessage> batch, List<uint> uids, KeywordPolicy? policy, Company company)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            var info = batch[i].Info;
            folder.State.Arrive(info.Uid, uids[i]);
            if (folder.State.HighestModSeq == 0)
            {
                folder.State.NoteFlags(info.Uid, info.FlagNames);
            }

            mailbox.Counters.Copied(batch[i].Content.Length);
            mailbox.Counters.DroppedFlags(info.Tags);
            NoteDate(batch[i], company);
            if (!company.WithFlags && info.Flags != SystemFlags.None)
            {
                mailbox.Counters.CopiedWithoutFlags();
            }

            mailbox.Counters.DroppedKeywords(info.Keywords.Count(keyword => policy?.Takes(keyword) != true));
        }

        mailbox.Backoff.Succeeded();
    }

    private void NoteDate(FetchedMessage message, Company company)
    {
        var date = DateOf(message, company);
        if (date is null || date != message.Info.InternalDate)
        {
            mailbox.Counters.Redated(date is not null, isRefused: message.Info.InternalDate is not null || (date is null && message.FindDate() is not null));
        }
    }

    // A destination that says it has stored messages must show as many more: what it calls them and makes of them is its own affair.
    private async Task NoteArrivedAsync(List<FetchedMessage> batch, KeywordPolicy? policy, Company company, CancellationToken cancellationToken)
    {
        var places = await LocateAsync(batch, batch.ConvertAll(message => DateOf(message, company)), cancellationToken);
        var arrived = batch.Where((_, index) => places[index] is not null).ToList();
        if (arrived.Count > 0)
        {
            Note(arrived, [.. places.OfType<uint>()], policy, company);
        }

        foreach (var lost in batch.Except(arrived))
        {
            mailbox.Fail(
                folder,
                lost.Info.Uid,
                CopyFault.DestinationRefused,
                "the destination said that it had stored the message, but it is not in the folder; the destination may keep messages that are the same only once; the next run tries it again",
                MessageIdentity.FindMessageId(lost.ReadHeaders()));
        }
    }

    // Some servers show a message only a while after they have stored it.
    private async Task<List<uint?>> LocateAsync(List<FetchedMessage> batch, List<DateTimeOffset?> dates, CancellationToken cancellationToken)
    {
        var (before, finder) = (folder.Unknown, new PlaceFinder(folder, connections.Destination, mailbox));
        for (var since = mailbox.Clock.GetTimestamp(); ;)
        {
            var arrived = await reconciler.LookForArrivedAsync(before, cancellationToken);
            var places = await finder.FindAsync(batch, dates, arrived, before, cancellationToken);
            if (!places.Contains(null) || mailbox.Clock.GetElapsedTime(since) >= mailbox.Options.SettleTime)
            {
                Know(arrived, [.. places.OfType<uint>()]);
                return places;
            }

            await Task.Delay(MailboxContext.PollInterval, mailbox.Clock, cancellationToken);
        }
    }

    // What has come in besides is looked at with all else before the next batch.
    private void Know(UnknownMessages arrived, List<uint> places)
    {
        places.ForEach(arrived.Remove);
        places.ForEach(folder.Unknown!.Remove);
        if (folder.Unknown != arrived)
        {
            var known = folder.Unknown;
            known.TryExtend(known.End, arrived.LookedUpTo - 1, (int)(arrived.Held - known.Held));
            folder.Unknown = arrived.IsEmpty ? known : null;
        }
    }

    private async Task<KeywordPolicy> FindPolicyAsync(CancellationToken cancellationToken) =>
        folder.Keywords ??= KeywordPolicy.Of(await connections.Destination.OpenAsync(folder.DestinationName, FolderAccess.ReadWrite, cancellationToken));

    private OutgoingMessage ToOutgoing(FetchedMessage message, KeywordPolicy? policy, Company company) => new(
        message.Content,
        company.WithFlags ? message.Info.Flags : SystemFlags.None,
        policy?.Choose(message.Info.Keywords) ?? [],
        DateOf(message, company));

    // A source may tell no date that can be read, or one that the destination does not take: the message would otherwise seem to have arrived today.
    private DateTimeOffset? DateOf(FetchedMessage message, Company company)
    {
        var arrived = company.Dating == Dating.OfArrival && message.Info.InternalDate is { } date && mailbox.Dates.Takes(date) ? message.Info.InternalDate : null;
        return arrived ?? (company.Dating != Dating.None && message.FindDate() is { } written && mailbox.Dates.Takes(written) ? written : null);
    }
}
