using System.Threading.Channels;

namespace Hosting.Migrations.Infrastructure.Imap.Copying;

/// <summary>Takes messages from the connection that fetches to the connection that appends, and holds the former up when too many bytes are on the way.</summary>
internal sealed class MessagePipe(long maxHeld) : IDisposable
{
    private readonly Channel<FetchedMessage> _channel = Channel.CreateUnbounded<FetchedMessage>(new() { SingleReader = true, SingleWriter = true });
    private readonly SemaphoreSlim _room = new(0);
    private long _held;

    /// <summary>Adds a message, when there is room for it.</summary>
    public async Task AddAsync(FetchedMessage message, CancellationToken cancellationToken)
    {
        _channel.Writer.TryWrite(message);
        Interlocked.Add(ref _held, message.Content.Held);
        while (Interlocked.Read(ref _held) > maxHeld)
        {
            await _room.WaitAsync(cancellationToken);
        }
    }

    public void Complete(Exception? fault = null) => _channel.Writer.TryComplete(fault);

    /// <summary>Takes messages out for one batch: those that are there, and of those to come as many as make the batch worth while.</summary>
    /// <returns>Nothing when all have been taken.</returns>
    public async Task<List<FetchedMessage>> TakeAsync(int maxMessages, long maxBytes, CancellationToken cancellationToken)
    {
        var (batch, bytes) = (new List<FetchedMessage>(), 0L);
        while (batch.Count < maxMessages && bytes < maxBytes && await _channel.Reader.WaitToReadAsync(cancellationToken))
        {
            while (batch.Count < maxMessages && bytes < maxBytes && _channel.Reader.TryRead(out var message))
            {
                batch.Add(message);
                bytes += message.Content.Length;
            }
        }

        return batch;
    }

    /// <summary>Gives a message's room back.</summary>
    public void Release(FetchedMessage message)
    {
        Interlocked.Add(ref _held, -message.Content.Held);
        message.Dispose();
        _room.Release();
    }

    /// <summary>Throws away what nobody has taken.</summary>
    public void Dispose()
    {
        while (_channel.Reader.TryRead(out var message))
        {
            message.Dispose();
        }

        _room.Dispose();
    }
}
