using System.Collections.Concurrent;

namespace Hosting.Migrations.Benchmarks.Engine.Running;

/// <summary>Watches how much memory some processes hold together, and keeps the most.</summary>
internal sealed class PeakMemory : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentDictionary<int, byte> _processIds = new();
    private readonly PeriodicTimer _timer = new(Interval);
    private readonly Task _watching;

    public PeakMemory() => _watching = WatchAsync();

    public double Megabytes { get; private set; }

    public void Add(int processId) => _processIds[processId] = 0;

    public void Remove(int processId) => _processIds.TryRemove(processId, out _);

    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _watching;
    }

    private async Task WatchAsync()
    {
        while (await _timer.WaitForNextTickAsync())
        {
            Megabytes = Math.Max(Megabytes, _processIds.Keys.Sum(ProcessTree.PeakMegabytes));
        }
    }
}
