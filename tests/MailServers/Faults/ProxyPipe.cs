using System.Diagnostics;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Hosting.Migrations.MailServers.Faults;

/// <summary>One direction of a connection. Chunks carry the time they are due, so that a delay costs no bandwidth.</summary>
internal sealed class ProxyPipe(ProxyDirection direction, Socket from, Socket to, ProxyFaults faults, Action<ReadOnlyMemory<byte>> received, Action reset)
{
    private const int ChunkSize = 32 * 1024;
    private const int MaxChunksUnderWay = 512;
    private const int SlicesPerSecond = 20;

    // A slow line holds little: what has not been passed on waits with the sender.
    private const int MostHeldWhenSlow = 16 * 1024;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly Channel<(long Due, byte[] Bytes)> _underWay = Channel.CreateBounded<(long, byte[])>(MaxChunksUnderWay);
    private long _passed;
    private long _held;

    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(ReadAsync(cancellationToken), WriteAsync(cancellationToken));

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var buffer = new byte[ChunkSize];
            while (await from.ReceiveAsync(buffer, cancellationToken) is > 0 and var read)
            {
                received(buffer.AsMemory(0, read));
                Interlocked.Add(ref _held, read);
                var due = Stopwatch.GetTimestamp() + (long)(faults.RoundTripTime.TotalSeconds / 2 * Stopwatch.Frequency);
                await _underWay.Writer.WriteAsync((due, buffer[..read]), cancellationToken);
                while (faults.BytesPerSecond is not null && Interlocked.Read(ref _held) > MostHeldWhenSlow)
                {
                    await Task.Delay(Pause, cancellationToken);
                }
            }
        }
        catch (SocketException) when (direction == ProxyDirection.ToServer && faults.OutlivesClients)
        {
            // What has been read is still passed on.
        }
        catch
        {
            reset();
            throw;
        }
        finally
        {
            _underWay.Writer.TryComplete();
        }
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        await foreach (var (due, bytes) in _underWay.Reader.ReadAllAsync(cancellationToken))
        {
            // A timer counts whole milliseconds, and may ring one early.
            while (Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due) is { Ticks: > 0 } wait)
            {
                await Task.Delay((int)Math.Ceiling(wait.TotalMilliseconds), cancellationToken);
            }

            await faults.WhileStalledAsync(cancellationToken);
            var allowed = faults.Allow(direction, _passed, bytes);
            await SendAsync(bytes.AsMemory(0, allowed), cancellationToken);
            if (allowed < bytes.Length)
            {
                reset();
                return;
            }
        }

        to.Shutdown(SocketShutdown.Send);
    }

    private async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (bytes.Length > 0)
        {
            var limit = faults.BytesPerSecond;
            var slice = bytes[..Math.Min(bytes.Length, limit is { } perSecond ? Math.Max(1, perSecond / SlicesPerSecond) : bytes.Length)];
            _passed += await to.SendAsync(slice, cancellationToken);
            Interlocked.Add(ref _held, -slice.Length);
            bytes = bytes[slice.Length..];
            if (limit is not null)
            {
                await Task.Delay(TimeSpan.FromSeconds((double)slice.Length / limit.Value), cancellationToken);
            }
        }
    }
}
