using System.Threading.Channels;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Imap.Messages;
using Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>Fetches messages from the source in batches, each with one command.</summary>
/// <param name="source">The source.</param>
/// <param name="mailbox">The mailbox.</param>
internal sealed class BatchFetcher(IMailSession source, MailboxContext mailbox)
{
    /// <summary>Fetches messages and passes them on; it ends the channel in any case.</summary>
    /// <param name="from">The folder, selected.</param>
    /// <param name="messages">Which.</param>
    /// <param name="fetched">Gets them, and with them the duty to dispose them.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    public async Task FetchAsync(
        ISessionFolder from, List<MessageInfo> messages, ChannelWriter<Batch> fetched, CancellationToken cancellationToken)
    {
        try
        {
            // A server is never held up in the middle of an answer: some lose the rest of it.
            foreach (var wanted in ToBatches(messages))
            {
                await mailbox.Slots.TakeTurnAsync(cancellationToken);
                var arrived = new Batch(mailbox.Slots);
                try
                {
                    await FetchBatchAsync(from, wanted, arrived.Messages, cancellationToken);
                }
                finally
                {
                    // What has come is appended, even if the connection broke in the middle.
                    await PassOnAsync(arrived, fetched, cancellationToken);
                }
            }
        }
        finally
        {
            fetched.TryComplete();
        }
    }

    private static async Task PassOnAsync(Batch arrived, ChannelWriter<Batch> fetched, CancellationToken cancellationToken)
    {
        try
        {
            await fetched.WriteAsync(arrived, cancellationToken);
        }
        catch
        {
            arrived.Dispose();
            throw;
        }
    }

    private async Task FetchBatchAsync(ISessionFolder from, List<MessageInfo> batch, List<FetchedMessage> arrived, CancellationToken cancellationToken)
    {
        var infos = batch.ToDictionary(message => message.Uid);
        await source.FetchAsync(from, UidSet.Of(batch.Select(message => message.Uid)), Receive, () => mailbox.Backoff.IsOver, cancellationToken);

        void Receive(uint uid, MessageContent content)
        {
            // Nothing is not what a message of some size consists of: it is not handed out, for whatever reason.
            if (infos.Remove(uid, out var info) && (content.Length > 0 || info.Size == 0))
            {
                arrived.Add(new FetchedMessage(info, content));
            }
            else
            {
                content.Dispose();
            }
        }
    }

    private IEnumerable<List<MessageInfo>> ToBatches(List<MessageInfo> messages)
    {
        var (batch, bytes) = (new List<MessageInfo>(), 0L);
        foreach (var message in messages)
        {
            if (batch.Count == mailbox.Options.BatchMessages || (batch.Count > 0 && bytes + message.Size > mailbox.Options.BatchBytes))
            {
                yield return batch;
                (batch, bytes) = ([], 0);
            }

            batch.Add(message);
            bytes += message.Size;
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }
}
