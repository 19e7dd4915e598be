using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Infrastructure.Imap.Faults;
using Hosting.Migrations.Infrastructure.Imap.Messages;
using MailKit;

namespace Hosting.Migrations.Infrastructure.Imap.Copying;

/// <summary>Fetches messages from one server while it appends those before to the other.</summary>
internal sealed class MessageTransfer(FolderCopy folder, ConnectionPair connections, MailboxContext mailbox)
{
    private readonly Appender _appender = new(folder, connections, mailbox);

    /// <summary>Copies messages. A message that the source refuses to hand out is noted as failed.</summary>
    public async Task RunAsync(IMailFolder from, List<MessageInfo> messages, CancellationToken cancellationToken)
    {
        try
        {
            await PassOnAsync(from, messages, cancellationToken);
        }
        catch (MailFaultException fault) when (IsAboutMessages(fault))
        {
            await RunInHalvesAsync(from, messages, fault, cancellationToken);
            return;
        }

        await FindWithheldAsync(from, messages, cancellationToken);
    }

    private static bool IsAboutMessages(MailFaultException fault) => fault.Fault is CopyFault.Protocol or CopyFault.Permission && !fault.IsTransient;

    private async Task RunInHalvesAsync(IMailFolder from, List<MessageInfo> messages, MailFaultException fault, CancellationToken cancellationToken)
    {
        var rest = FindMissing(messages);
        if (rest.Count == 1)
        {
            Fail(rest[0], fault.Fault, fault.Message);
        }
        else if (rest.Count > 1)
        {
            await RunAsync(from, rest[..(rest.Count / 2)], cancellationToken);
            await RunAsync(from, rest[(rest.Count / 2)..], cancellationToken);
        }
    }

    private async Task PassOnAsync(IMailFolder from, List<MessageInfo> messages, CancellationToken cancellationToken)
    {
        if (messages.Count == 0)
        {
            return;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var pipe = new MessagePipe(2L * mailbox.Options.BatchBytes);
        var fetching = FetchAsync(from, messages, pipe, stop.Token);
        try
        {
            await AppendAllAsync(pipe, cancellationToken);
        }
        catch
        {
            await stop.CancelAsync();
            await fetching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        await fetching;
    }

    private async Task FetchAsync(IMailFolder from, List<MessageInfo> messages, MessagePipe pipe, CancellationToken cancellationToken)
    {
        var infos = messages.ToDictionary(message => message.Uid);
        try
        {
            await connections.Source.FetchAsync(from, ToSet(messages), messages.Max(message => (long)message.Size), ReceiveAsync, cancellationToken);
        }
        finally
        {
            // What has come so far is appended all the same.
            pipe.Complete();
        }

        async Task ReceiveAsync(uint uid, MessageContent content, CancellationToken token)
        {
            if (infos.Remove(uid, out var info))
            {
                await pipe.AddAsync(new FetchedMessage(info, content), token);
            }
            else
            {
                content.Dispose();
            }
        }
    }

    private async Task AppendAllAsync(MessagePipe pipe, CancellationToken cancellationToken)
    {
        var maxMessages = connections.Destination.HasMultiAppend ? mailbox.Options.BatchMessages : 1;
        while (await pipe.TakeAsync(maxMessages, mailbox.Options.BatchBytes, cancellationToken) is { Count: > 0 } batch)
        {
            try
            {
                await _appender.AppendAsync(batch, cancellationToken);
            }
            finally
            {
                batch.ForEach(pipe.Release);
            }
        }
    }

    // A message may have been deleted meanwhile. One that is still listed and yet was not handed out must not be lost silently.
    private async Task FindWithheldAsync(IMailFolder from, List<MessageInfo> messages, CancellationToken cancellationToken)
    {
        var missing = FindMissing(messages);
        if (missing.Count == 0)
        {
            return;
        }

        var listed = await connections.Source.DescribeAsync(from, ToSet(missing), new FetchRequest(MessageSummaryItems.UniqueId | MessageSummaryItems.Size), cancellationToken);
        foreach (var message in missing.Where(message => listed.Any(summary => summary.UniqueId.Id == message.Uid)))
        {
            Fail(message, CopyFault.Protocol, "the source lists the message but does not hand it out");
        }
    }

    private List<MessageInfo> FindMissing(List<MessageInfo> messages) => messages.FindAll(message => !folder.IsSettled(message.Uid));

    private void Fail(MessageInfo message, CopyFault fault, string reason)
    {
        folder.Fail(message.Uid);
        mailbox.Tally.Failed(new CopyFailure(folder.Route.Source.Name, message.Uid, null, fault, reason));
    }

    private static UidSet ToSet(List<MessageInfo> messages)
    {
        var uids = new UidSet();
        messages.ForEach(message => uids.Add(message.Uid));
        return uids;
    }
}
