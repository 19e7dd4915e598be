using Hosting.Migrations.Application.Mailboxes;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>Tells every second what has changed, and at the end once more.</summary>
internal sealed class ProgressReporter : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private const int RateOverSeconds = 5;

    private readonly CopyCounters _tally;
    private readonly IProgress<CopyProgress> _progress;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private readonly Queue<long> _bytes = new([0]);
    private CopyProgress? _last;

    public ProgressReporter(CopyCounters counters, IProgress<CopyProgress> progress, TimeProvider clock)
    {
        (_tally, _progress) = (counters, progress);
        _timer = clock.CreateTimer(_ => Report(), null, Interval, Interval);
    }

    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        Report();
    }

    private void Report()
    {
        lock (_lock)
        {
            var done = _tally.Done;
            var rate = (done.BytesCopied - _bytes.Peek()) / _bytes.Count;
            _bytes.Enqueue(done.BytesCopied);
            if (_bytes.Count > RateOverSeconds)
            {
                _bytes.Dequeue();
            }

            var now = new CopyProgress(done, _tally.FoldersDone, rate, _tally.Waiting);
            if (now != _last)
            {
                _last = now;
                _progress.Report(now);
            }
        }
    }
}
