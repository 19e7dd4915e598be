using System.Net.Sockets;

namespace Hosting.Migrations.Infrastructure.Imap.Connections;

/// <summary>
/// A connection that sends what is written in large pieces, at the latest before it waits for an answer, and that waits only so long.
/// It does one thing at a time, and nothing synchronously.
/// </summary>
/// <param name="socket">Connected; it is closed with the stream, and what has not been sent then never is.</param>
/// <param name="patience">How long one transfer may stand still.</param>
internal sealed class PatientStream(Socket socket, TimeSpan patience) : NetworkStream(socket, ownsSocket: true)
{
    // MailKit writes 4 KiB at a time, each a packet and a system call of its own.
    private const int BufferSize = 32 * 1024;

    private readonly byte[] _unsent = new byte[BufferSize];
    private readonly Watch _watch = new(socket, patience);
    private int _unsentLength;

    /// <exception cref="TimeoutException">The other side is silent.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await FlushAsync(cancellationToken);
        _watch.Begin();
        try
        {
            return await base.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception fault) when (_watch.IsOver)
        {
            throw new TimeoutException(fault.Message, fault);
        }
        finally
        {
            _watch.End();
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <exception cref="TimeoutException">The other side takes nothing.</exception>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (buffer.Length > 0)
        {
            if (_unsentLength == BufferSize)
            {
                await FlushAsync(cancellationToken);
            }

            var taken = Math.Min(buffer.Length, BufferSize - _unsentLength);
            buffer[..taken].CopyTo(_unsent.AsMemory(_unsentLength));
            _unsentLength += taken;
            buffer = buffer[taken..];
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <exception cref="TimeoutException">The other side takes nothing.</exception>
    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_unsentLength == 0)
        {
            return;
        }

        _watch.Begin();
        try
        {
            await base.WriteAsync(_unsent.AsMemory(0, _unsentLength), cancellationToken);
            _unsentLength = 0;
        }
        catch (Exception fault) when (_watch.IsOver)
        {
            throw new TimeoutException(fault.Message, fault);
        }
        finally
        {
            _watch.End();
        }
    }

    protected override void Dispose(bool disposing)
    {
        _watch.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Closes the socket when a transfer stands still for too long.</summary>
    private sealed class Watch : IDisposable
    {
        private readonly TimeSpan _patience;
        private readonly Timer _timer;

        public Watch(Socket socket, TimeSpan patience)
        {
            _patience = patience;
            _timer = new Timer(
                _ =>
                {
                    IsOver = true;
                    socket.Dispose();
                });
        }

        public bool IsOver { get; private set; }

        public void Begin() => _timer.Change(_patience, Timeout.InfiniteTimeSpan);

        public void End() => _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public void Dispose() => _timer.Dispose();
    }
}
