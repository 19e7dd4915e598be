using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Imap.Faults;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>Adds fetched messages to a folder of the destination, each exactly once.</summary>
/// <param name="folder">The folder.</param>
/// <param name="mailbox">The mailbox.</param>
/// <param name="reconciler">Knows what is in the folder already.</param>
/// <param name="sender">Sends them.</param>
/// <param name="comparedUpTo">The bound below which all messages at the destination have been compared with these.</param>
internal sealed class Appender(FolderCopy folder, MailboxContext mailbox, Reconciler reconciler, BatchSender sender, uint comparedUpTo)
{
    public async Task AppendAsync(IReadOnlyList<FetchedMessage> batch, CancellationToken cancellationToken)
    {
        await folder.Gate.TakeTurnAsync(cancellationToken);
        try
        {
            await AppendInPiecesAsync(batch, cancellationToken);
        }
        catch (Exception fault) when (fault is not MailFaultException { IsTransient: false } || IsUntrustworthy(fault))
        {
            // Whether the messages have arrived, or still will, is not known: whoever goes on with this folder waits and looks first.
            folder.Unknown = null;
            folder.Quiet = new QuietPeriod(mailbox.Clock.GetTimestamp(), 0);
            throw;
        }
        finally
        {
            folder.Gate.Release();
        }

        await mailbox.Checkpoints.NoteAsync(folder, cancellationToken);
    }

    private async Task AppendInPiecesAsync(IReadOnlyList<FetchedMessage> batch, CancellationToken cancellationToken)
    {
        // Where there is nothing to send, what is there is looked at all the same.
        var done = 0;
        do
        {
            var piece = batch.Skip(done).Take(sender.SendsTogether ? mailbox.Pace.Messages : batch.Count).ToList();
            var missing = await FindMissingAsync(piece, cancellationToken);
            var begun = mailbox.Clock.GetTimestamp();
            await AppendInHalvesAsync(missing, isAgain: false, cancellationToken);
            mailbox.Pace.Took(missing.Count, mailbox.Clock.GetElapsedTime(begun));
            done += piece.Count;
        }
        while (done < batch.Count);
    }

    private async Task<List<FetchedMessage>> FindMissingAsync(IReadOnlyList<FetchedMessage> batch, CancellationToken cancellationToken)
    {
        if (folder.Unknown is null)
        {
            await reconciler.LookUpAsync(cancellationToken);
        }

        // A message whose size the source did not tell rightly has been compared with others than its copy.
        var isCompared = folder.Unknown!.LookedUpTo <= comparedUpTo;
        var open = batch.Where(message => !isCompared || message.Content.Length != message.Info.Size).ToList();
        var missing = (await reconciler.RecogniseAsync(open, cancellationToken)).ToHashSet();
        return [.. batch.Where(message => missing.Contains(message) || !open.Contains(message))];
    }

    // A front end may refuse what its store takes some seconds later. One that has not done so once is believed at once.
    private async Task<List<FetchedMessage>> FindMissingAnewAsync(List<FetchedMessage> sent, MailFaultException fault, CancellationToken cancellationToken)
    {
        // Of some the destination may have said that it has stored them.
        var batch = sent.FindAll(message => !folder.State.IsSettled(message.Info.Uid));
        if (fault.Fault == CopyFault.DestinationRefused && !mailbox.Manner.RefusesForGood)
        {
            folder.Quiet = new QuietPeriod(mailbox.Clock.GetTimestamp(), 0);
        }

        await reconciler.LookForMoreAsync(cancellationToken);
        var missing = await FindMissingAsync(batch, cancellationToken);

        // What was compared before it was sent, and is found there now, is of this run.
        var stored = batch.FindAll(message => !missing.Contains(message));
        mailbox.Counters.CopiedAfterAll(stored.Count, stored.Sum(message => message.Content.Length));
        mailbox.Manner.RefusesForGood |= missing.Count == batch.Count && fault.Fault == CopyFault.DestinationRefused;
        return missing;
    }

    // A batch that is refused with one command is not stored in part (RFC 3502, section 6.3.11), as a rule. One bad message must not keep the others out, so it is looked for.
    // After the refusal each message waits until the destination asks for it, so that the next refusal costs no connection.
    private async Task AppendInHalvesAsync(List<FetchedMessage> batch, bool isAgain, CancellationToken cancellationToken)
    {
        if (batch.Count == 0)
        {
            return;
        }

        // Among others, a message of no bytes calls all of them off (RFC 3502, section 6.3.11).
        if (batch.Count > 1 && batch.Exists(message => message.Content.Length == 0))
        {
            await AppendInHalvesAsync(batch.FindAll(message => message.Content.Length > 0), isAgain, cancellationToken);
            foreach (var empty in batch.Where(message => message.Content.Length == 0))
            {
                await AppendInHalvesAsync([empty], isAgain, cancellationToken);
            }

            return;
        }

        try
        {
            await sender.SendAsync(batch, Company.Whole, isAgain, cancellationToken);
        }
        catch (MailFaultException fault) when (IsUntrustworthy(fault))
        {
            // What it has stored of them is seen over a new connection.
            var missing = await FindMissingAnewAsync(batch, fault, cancellationToken);
            if (missing.Count == 1)
            {
                mailbox.Fail(folder, missing[0].Info.Uid, fault.Fault, fault.Message, MessageIdentity.FindMessageId(missing[0].ReadHeaders()));
                return;
            }

            await AppendRestAsync(missing, cancellationToken);
        }
        catch (MailFaultException fault) when (IsAboutMessages(fault, batch.Count))
        {
            // Some servers store what they refuse.
            var missing = await FindMissingAnewAsync(batch, fault, cancellationToken);
            if (batch.Count > 1)
            {
                await AppendRestAsync(missing, cancellationToken);
            }
            else if (missing.Count == 1)
            {
                await AppendRefusedAsync(missing[0], fault, cancellationToken);
            }
        }
    }

    // Where each has been refused by itself, there is nothing to be found by halves.
    private async Task AppendRestAsync(List<FetchedMessage> rest, CancellationToken cancellationToken)
    {
        var parts = sender.SendsTogether
            ? new List<List<FetchedMessage>> { rest[..(rest.Count / 2)], rest[(rest.Count / 2)..] }
            : rest.ConvertAll(message => new List<FetchedMessage> { message });
        foreach (var part in parts)
        {
            await AppendInHalvesAsync(part, isAgain: true, cancellationToken);
        }
    }

    // Before the quota ends the copy, what still fits is stored. A fault that is not the server's answer came after it had taken them.
    private static bool IsAboutMessages(MailFaultException fault, int messages) => fault.IsRefusal
        && (fault.Fault is CopyFault.DestinationRefused or CopyFault.TooLarge || (fault.Fault == CopyFault.Quota && messages > 1));

    // Its answer to the messages breaks the rules, so that it tells nothing of what became of them.
    private static bool IsUntrustworthy(Exception fault) => fault is MailFaultException { Fault: CopyFault.DestinationProtocol, IsTransient: false };

    private async Task AppendRefusedAsync(FetchedMessage message, MailFaultException fault, CancellationToken cancellationToken)
    {
        var date = message.Info.InternalDate ?? message.FindDate();
        var isOdd = date is { } moment && mailbox.Dates.IsOdd(moment);
        var isDateInDoubt = isOdd || fault.Message.Contains("date", StringComparison.OrdinalIgnoreCase);
        foreach (var company in fault.Fault == CopyFault.DestinationRefused ? Company.LessThanWhole(message, date, isDateInDoubt) : [])
        {
            if (await TrySendAsync(message, company, cancellationToken))
            {
                if (isOdd && company.Dating != Dating.OfArrival)
                {
                    mailbox.Dates.Refuse(date!.Value);
                }

                return;
            }

            if ((await FindMissingAnewAsync([message], fault, cancellationToken)).Count == 0)
            {
                return;
            }
        }

        mailbox.Fail(folder, message.Info.Uid, fault.Fault, $"{fault.Message} ({message.Content.Length} bytes)", MessageIdentity.FindMessageId(message.ReadHeaders()));
    }

    /// <returns>False if the destination refuses the message again.</returns>
    private async Task<bool> TrySendAsync(FetchedMessage message, Company company, CancellationToken cancellationToken)
    {
        try
        {
            await sender.SendAsync([message], company, isAgain: true, cancellationToken);
            return true;
        }
        catch (MailFaultException fault) when (IsAboutMessages(fault, 1) && !IsUntrustworthy(fault))
        {
            return false;
        }
    }
}
