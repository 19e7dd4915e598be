using System.Text;

namespace Hosting.Migrations.MailServers.Faults;

/// <summary>What a proxy does to its connections. All of it can be changed while they run.</summary>
public sealed class ProxyFaults
{
    private readonly Lock _lock = new();
    private readonly List<ProxyCut> _cuts = [];
    private TaskCompletionSource _running = Running();
    private int _refusals;

    /// <summary>How much longer an answer takes to come. Bandwidth stays as it is: many chunks are under way at once.</summary>
    public TimeSpan RoundTripTime { get; set; }

    /// <summary>The most bytes a second in each direction of a connection. Null: no limit.</summary>
    public int? BytesPerSecond { get; set; }

    /// <summary>Whether what a client has sent still reaches the server when the client is gone, as behind a relay that has read it already.</summary>
    public bool OutlivesClients { get; set; }

    /// <summary>Resets the next connections as soon as they are made.</summary>
    public void RefuseNext(int connections) => Interlocked.Exchange(ref _refusals, connections);

    /// <summary>Resets a connection in place of passing on more than so many of its bytes; after so many times no more.</summary>
    public void CutAfter(ProxyDirection direction, long bytes, int times = 1) => Add(new ProxyCut(direction, bytes, null) { Left = times });

    /// <summary>Resets a connection in place of passing on what holds a text, such as the answer to an APPEND, when it comes for the n-th time.</summary>
    public void CutBefore(ProxyDirection direction, string text, int occurrence = 1) =>
        Add(new ProxyCut(direction, null, Encoding.Latin1.GetBytes(text)) { Left = occurrence });

    /// <summary>Lets nothing pass, without closing anything, until <see cref="Resume"/>.</summary>
    public void Stall() => _running = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Resume() => _running.TrySetResult();

    internal Task WhileStalledAsync(CancellationToken cancellationToken) => _running.Task.WaitAsync(cancellationToken);

    internal bool TakeRefusal() => Interlocked.Decrement(ref _refusals) >= 0;

    /// <summary>How many bytes of a chunk may pass; fewer than it has means that the connection is cut then.</summary>
    internal int Allow(ProxyDirection direction, long passed, ReadOnlySpan<byte> chunk)
    {
        lock (_lock)
        {
            foreach (var cut in _cuts.Where(cut => cut.Direction == direction))
            {
                var allowed = AllowBy(cut, passed, chunk);
                if (allowed < chunk.Length)
                {
                    return allowed;
                }
            }
        }

        return chunk.Length;
    }

    private static int AllowBy(ProxyCut cut, long passed, ReadOnlySpan<byte> chunk)
    {
        if (cut.Left <= 0)
        {
            return chunk.Length;
        }

        if (cut.BeforeText is { } text)
        {
            cut.Left -= chunk.Count(text);
            return cut.Left <= 0 ? 0 : chunk.Length;
        }

        if (passed + chunk.Length <= cut.AfterBytes)
        {
            return chunk.Length;
        }

        cut.Left--;
        return (int)Math.Max(0, cut.AfterBytes!.Value - passed);
    }

    private static TaskCompletionSource Running()
    {
        var running = new TaskCompletionSource();
        running.SetResult();
        return running;
    }

    private void Add(ProxyCut cut)
    {
        lock (_lock)
        {
            _cuts.Add(cut);
        }
    }
}
