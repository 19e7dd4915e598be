using System.Threading.Channels;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Imap.Faults;
using Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>Fetches messages from one server while it appends those before to the other.</summary>
/// <param name="folder">The folder.</param>
/// <param name="connections">The servers.</param>
/// <param name="mailbox">The mailbox.</param>
/// <param name="reconciler">Knows what is in the folder already.</param>
/// <param name="comparedUpTo">The bound below which all messages at the destination have been compared with these.</param>
internal sealed class MessageTransfer(FolderCopy folder, ConnectionPair connections, MailboxContext mailbox, Reconciler reconciler, uint comparedUpTo)
{
    private readonly BatchFetcher _fetcher = new(connections.Source, mailbox);
    private readonly Appender _appender = new(folder, mailbox, reconciler, new BatchSender(folder, connections, mailbox, reconciler), comparedUpTo);

    /// <summary>Copies messages. A message that the source refuses to hand out is noted as failed.</summary>
    public async Task RunAsync(ISessionFolder from, List<MessageInfo> messages, CancellationToken cancellationToken)
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

    private async Task RunInHalvesAsync(ISessionFolder from, List<MessageInfo> messages, MailFaultException fault, CancellationToken cancellationToken)
    {
        var rest = FindMissing(messages);
        if (rest.Count == 1)
        {
            mailbox.Fail(folder, rest[0].Uid, fault.Fault, fault.Message);
        }
        else if (rest.Count > 1)
        {
            await RunAsync(from, rest[..(rest.Count / 2)], cancellationToken);
            await RunAsync(from, rest[(rest.Count / 2)..], cancellationToken);
        }
    }

    private async Task PassOnAsync(ISessionFolder from, List<MessageInfo> messages, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

        // While one batch is appended, one waits and one is fetched.
        var fetched = Channel.CreateBounded<Batch>(new BoundedChannelOptions(1) { SingleReader = true, SingleWriter = true });
        var fetching = _fetcher.FetchAsync(from, messages, fetched.Writer, stop.Token);
        try
        {
            while (await fetched.Reader.WaitToReadAsync(cancellationToken))
            {
                while (fetched.Reader.TryRead(out var batch))
                {
                    using (batch)
                    {
                        await AppendAsync(batch.Messages, cancellationToken);
                    }
                }
            }
        }
        catch
        {
            stop.Cancel();
            await fetching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            while (fetched.Reader.TryRead(out var unused))
            {
                unused.Dispose();
            }

            throw;
        }

        await fetching;
    }

    private async Task AppendAsync(List<FetchedMessage> batch, CancellationToken cancellationToken)
    {
        var most = connections.Destination.MostAppended;
        for (var first = 0; first < batch.Count; first += most)
        {
            await _appender.AppendAsync(batch.GetRange(first, Math.Min(most, batch.Count - first)), cancellationToken);
        }
    }

    // A message may have been deleted meanwhile. One that is still listed and yet was not handed out must not be lost silently.
    private async Task FindWithheldAsync(ISessionFolder from, List<MessageInfo> messages, CancellationToken cancellationToken)
    {
        var missing = FindMissing(messages);
        if (missing.Count == 0)
        {
            return;
        }

        var listed = await connections.Source.DescribeAsync(from, UidSet.Of(missing.Select(message => message.Uid)), new MessageRequest(MessageItems.Size), cancellationToken);
        foreach (var message in missing.Where(message => listed.Any(summary => summary.Uid == message.Uid)))
        {
            mailbox.FailWithheld(folder, message.Uid);
        }
    }

    private List<MessageInfo> FindMissing(List<MessageInfo> messages) => messages.FindAll(message => !folder.State.IsSettled(message.Uid));
}
