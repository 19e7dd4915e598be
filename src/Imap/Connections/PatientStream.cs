using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Hosting.Migrations.Application.Mailboxes;

namespace Hosting.Migrations.Imap.Connections;

/// <summary>A connection that waits only so long, and sends nothing once somebody else may have taken over. It does one thing at a time, and nothing synchronously.</summary>
/// <param name="socket">Connected; it is closed with the stream.</param>
/// <param name="patience">How long one transfer may stand still.</param>
/// <param name="lease">The right to send; null = for ever.</param>
internal sealed class PatientStream(Socket socket, TimeSpan patience, ILease? lease = null) : NetworkStream(socket, ownsSocket: true)
{
    private readonly Watch _watch = new(socket, patience);

    /// <exception cref="TimeoutException">The other side is silent.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
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
    /// <exception cref="OperationCanceledException">The right to send has ended.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        lease?.ThrowIfOver();
        _watch.Begin();
        try
        {
            await base.WriteAsync(buffer, cancellationToken);
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

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

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
