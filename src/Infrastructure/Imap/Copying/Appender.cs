using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.Imap.Faults;
using Hosting.Migrations.Infrastructure.Imap.Messages;
using MailKit;
using MailKit.Net.Imap;
using MimeKit;
using MimeKit.Utils;

namespace Hosting.Migrations.Infrastructure.Imap.Copying;

/// <summary>Adds fetched messages to a folder of the destination, each exactly once.</summary>
/// <param name="folder">The folder.</param>
/// <param name="connections">The servers.</param>
/// <param name="mailbox">The mailbox.</param>
/// <param name="comparedUpTo">The bound below which all messages at the destination have been compared with these.</param>
internal sealed class Appender(FolderCopy folder, ConnectionPair connections, MailboxContext mailbox, uint comparedUpTo)
{
    private const int MaxHeader = 256 * 1024;

    private readonly Reconciler _reconciler = new(folder, connections, mailbox);

    public async Task AppendAsync(IReadOnlyList<FetchedMessage> batch, CancellationToken cancellationToken)
    {
        await folder.Gate.WaitAsync(cancellationToken);
        try
        {
            await AppendInHalvesAsync(await FindMissingAsync(batch, cancellationToken), cancellationToken);
        }
        catch (Exception fault) when (fault is not MailFaultException { IsTransient: false })
        {
            // Whether the messages have arrived, or still will, is not known: whoever goes on with this folder waits and looks first.
            folder.Candidates = null;
            if (fault.InnerException is not ImapCommandException)
            {
                folder.Settling = new Settling(mailbox.Clock.GetTimestamp(), 0);
            }

            throw;
        }
        finally
        {
            folder.Gate.Release();
        }

        await mailbox.Checkpoints.NoteAsync(folder, cancellationToken);
    }

    private async Task<List<FetchedMessage>> FindMissingAsync(IReadOnlyList<FetchedMessage> batch, CancellationToken cancellationToken)
    {
        if (folder.Candidates is null)
        {
            await _reconciler.LookUpAsync(cancellationToken);
        }

        var isCompared = folder.Candidates!.LookedUpTo <= comparedUpTo;
        var missing = new List<FetchedMessage>();
        foreach (var message in batch)
        {
            if ((isCompared && message.Content.Length == message.Info.Size) || !await IsThereAsync(message, cancellationToken))
            {
                missing.Add(message);
            }
        }

        return missing;
    }

    private Task<bool> IsThereAsync(FetchedMessage message, CancellationToken cancellationToken) =>
        folder.Candidates is { IsEmpty: false }
            ? _reconciler.IsThereAsync(message.Info, message.Content.Length, MessageIdentity.Of(ReadHeaders(message)), cancellationToken)
            : Task.FromResult(false);

    // A refused batch is not stored in part (RFC 3502, section 6.3.11). One bad message must not keep the others out, so it is looked for.
    private async Task AppendInHalvesAsync(List<FetchedMessage> batch, CancellationToken cancellationToken)
    {
        if (batch.Count == 0)
        {
            return;
        }

        try
        {
            await SendAsync(batch, withKeywords: true, cancellationToken);
        }
        catch (MailFaultException fault) when (IsAboutMessages(fault, batch.Count))
        {
            if (batch.Count > 1)
            {
                await AppendInHalvesAsync(batch[..(batch.Count / 2)], cancellationToken);
                await AppendInHalvesAsync(batch[(batch.Count / 2)..], cancellationToken);
            }
            else
            {
                await AppendRefusedAsync(batch[0], fault, cancellationToken);
            }
        }
    }

    // Before the quota ends the copy, what still fits is stored.
    private static bool IsAboutMessages(MailFaultException fault, int messages) =>
        fault.Fault is CopyFault.DestinationRefused or CopyFault.TooLarge || (fault.Fault == CopyFault.Quota && messages > 1);

    private async Task AppendRefusedAsync(FetchedMessage message, MailFaultException fault, CancellationToken cancellationToken)
    {
        if (fault.Fault == CopyFault.DestinationRefused && message.Info.Keywords.Count > 0)
        {
            try
            {
                await SendAsync([message], withKeywords: false, cancellationToken);
                return;
            }
            catch (MailFaultException again) when (IsAboutMessages(again, 1))
            {
                // It was not the keywords.
            }
        }

        mailbox.Fail(folder, message.Info.Uid, fault.Fault, $"{fault.Message} ({message.Content.Length} bytes)", MessageIdentity.FindMessageId(ReadHeaders(message)));
    }

    private async Task SendAsync(List<FetchedMessage> batch, bool withKeywords, CancellationToken cancellationToken)
    {
        var destination = connections.Destination;
        var policy = withKeywords && batch.Exists(message => message.Info.Keywords.Count > 0) ? await FindPolicyAsync(cancellationToken) : null;
        var requests = batch.ConvertAll<IAppendRequest>(message => ToRequest(message, policy));
        var there = await destination.FindAsync(folder.DestinationName, cancellationToken)
            ?? throw destination.Faults.Read(new FolderNotFoundException($"the folder {folder.DestinationName} is gone", folder.DestinationName), null);
        var uids = await SendAsync(there, requests, batch.Sum(message => message.Content.Length), cancellationToken);
        if (uids.Count == batch.Count)
        {
            folder.MeetDestination(uids[0].Validity);
            if (folder.Candidates?.TryExtend(uids[0].Id, uids[^1].Id) == false)
            {
                // A killed program's last words, perhaps: the next batch is compared with them before it is sent.
                folder.Candidates = null;
            }

            Note(batch, [.. uids.Select(uid => uid.Id)], policy);
        }
        else
        {
            Note(batch, await LocateAsync(batch, cancellationToken), policy);
        }
    }

    private async Task<IList<UniqueId>> SendAsync(IMailFolder there, List<IAppendRequest> requests, long bytes, CancellationToken cancellationToken)
    {
        try
        {
            return await connections.Destination.RunAsync(token => there.AppendAsync(RawMessage.Format, requests, token), bytes, cancellationToken);
        }
        catch (MailFaultException fault) when (fault.InnerException is ImapCommandException && Refusal.Of(connections.Destination) is { IsTooLarge: true } refusal)
        {
            throw new MailFaultException(CopyFault.TooLarge, $"the message is larger than the destination takes: {refusal.Words}", isTransient: false, fault);
        }
        finally
        {
            requests.ForEach(request => RawMessage.Unwrap(request.Message));
        }
    }

    private void Note(List<FetchedMessage> batch, List<uint> uids, KeywordPolicy? policy)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            var info = batch[i].Info;
            folder.Ledger.Map(info.Uid, uids[i]);
            if (folder.Ledger.HighestModSeq == 0)
            {
                folder.Ledger.NoteFlags(info.Uid, info.FlagNames);
            }

            mailbox.Tally.Copied(batch[i].Content.Length);
            mailbox.Tally.DroppedKeywords(info.Keywords.Count(keyword => policy?.Takes(keyword) != true));
        }

        mailbox.Patience.Succeeded();
    }

    // Without UIDPLUS (RFC 4315) the destination does not tell where the messages are; 0 stands for a copy whose place is not known.
    private async Task<List<uint>> LocateAsync(List<FetchedMessage> batch, CancellationToken cancellationToken)
    {
        await _reconciler.LookUpAsync(cancellationToken);
        return batch.ConvertAll(message =>
        {
            if (folder.Candidates!.Find(message.Info.InternalDate, message.Content.Length) is not [.., var last])
            {
                return 0u;
            }

            folder.Candidates.Remove(message.Content.Length, last);
            return last;
        });
    }

    private async Task<KeywordPolicy> FindPolicyAsync(CancellationToken cancellationToken)
    {
        if (folder.Keywords is null)
        {
            folder.Keywords = KeywordPolicy.Of(await connections.Destination.OpenAsync(folder.DestinationName, FolderAccess.ReadWrite, cancellationToken));
        }

        return folder.Keywords;
    }

    private static AppendRequest ToRequest(FetchedMessage message, KeywordPolicy? policy)
    {
        var keywords = policy is null ? [] : message.Info.Keywords.Where(policy.Takes).ToHashSet(StringComparer.Ordinal);
        var raw = RawMessage.Wrap(message.Content);
        return (message.Info.InternalDate ?? FindDate(message)) is { } received
            ? new AppendRequest(raw, message.Info.Flags, keywords, received)
            : new AppendRequest(raw, message.Info.Flags, keywords);
    }

    // A source whose INTERNALDATE can't be read: the message would otherwise seem to have arrived today.
    private static DateTimeOffset? FindDate(FetchedMessage message) =>
        ReadHeaders(message)[HeaderId.Date] is { } text && DateUtils.TryParse(text, out var date) ? date : null;

    private static HeaderList ReadHeaders(FetchedMessage message)
    {
        try
        {
            return HeaderList.Load(new MemoryStream(message.Content.ReadHeader(MaxHeader)));
        }
        catch (FormatException)
        {
            // No header at all: an empty message, say.
            return [];
        }
    }
}
