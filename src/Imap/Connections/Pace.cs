using System.Diagnostics;

namespace Hosting.Migrations.Imap.Connections;

/// <summary>
/// Ends a wait for messages that come too slowly. Only bytes that were asked for and have come lengthen it: what a server announces, or says
/// besides, does not.
/// </summary>
internal sealed class Pace : IDisposable
{
    /// <summary>The slowest that is waited for, in bytes a second.</summary>
    private const double Slowest = 8 * 1024;

    /// <summary>The slowest that a message may be which keeps a copy beyond the time that is waited for messages to get through, in bytes a second.</summary>
    private const double SlowestOverdue = 64 * 1024;

    // Whole messages cost nothing if they come at once; one that comes just in time, again and again, does not.
    private const double FreeMessage = 0.5;

    private readonly Lock _lock = new();
    private readonly TimeSpan _most;
    private readonly Func<long> _received;
    private readonly Func<bool> _isOverdue;
    private readonly CancellationTokenSource _end;
    private readonly Timer _timer;
    private double _left;
    private double _leftOverdue;
    private long _before;
    private long _checked = Stopwatch.GetTimestamp();

    /// <param name="most">How long nothing may come.</param>
    /// <param name="received">How many bytes have come; asked from another thread.</param>
    /// <param name="isOverdue">Whether no message has got through for too long.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    public Pace(TimeSpan most, Func<long> received, Func<bool> isOverdue, CancellationToken cancellationToken)
    {
        (_most, _received, _isOverdue, _before) = (most, received, isOverdue, received());
        _end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _leftOverdue = most.TotalSeconds;
        Begin();
        var interval = most / 20;
        _timer = new Timer(_ => Check(), null, interval, interval);
    }

    /// <summary>Ends with the wait.</summary>
    public CancellationToken Token => _end.Token;

    /// <summary>A message is complete, and the next may take its time.</summary>
    public void Begin()
    {
        lock (_lock)
        {
            (_left, _leftOverdue) = (_most.TotalSeconds, Math.Min(_most.TotalSeconds, _leftOverdue + FreeMessage));
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _timer.Dispose();
            _end.Dispose();
            _left = double.MaxValue;
        }
    }

    private void Check()
    {
        lock (_lock)
        {
            var (now, received) = (Stopwatch.GetTimestamp(), _received());
            var (passed, bytes) = (Stopwatch.GetElapsedTime(_checked, now).TotalSeconds, received - _before);
            (_checked, _before) = (now, received);
            if (_left == double.MaxValue)
            {
                return;
            }

            _left = Math.Min(_most.TotalSeconds, _left - passed + (bytes / Slowest));
            _leftOverdue = _isOverdue() ? Math.Min(_most.TotalSeconds, _leftOverdue - passed + (bytes / SlowestOverdue)) : _most.TotalSeconds;
            if (_left <= 0 || _leftOverdue <= 0)
            {
                _end.Cancel();
            }
        }
    }
}
