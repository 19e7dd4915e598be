namespace Hosting.Migrations.Imap.SimulationTests.Kernel;

/// <summary>A clock that goes on as things are done, and to the next timer where nothing is left to do.</summary>
internal sealed class SimulatedClock : TimeProvider
{
    private static readonly DateTimeOffset Begin = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    private readonly List<Timer> _timers = [];
    private long _number;

    /// <summary>How much time has gone by.</summary>
    public TimeSpan Elapsed { get; private set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => Begin + Elapsed;

    public override long GetTimestamp() => Elapsed.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Lets time go by while something is done.</summary>
    public void Pass(TimeSpan time)
    {
        var end = Elapsed + time;
        while (_timers.Count > 0 && _timers.Min(timer => timer.Due) <= end)
        {
            TryAdvance();
        }

        Elapsed = end > Elapsed ? end : Elapsed;
    }

    /// <summary>Goes on to the next timer, and has it ring.</summary>
    /// <returns>False if there is none.</returns>
    public bool TryAdvance()
    {
        if (_timers.Count == 0)
        {
            return false;
        }

        var next = _timers.MinBy(timer => (timer.Due, timer.Number))!;
        _timers.Remove(next);
        Elapsed = next.Due > Elapsed ? next.Due : Elapsed;
        next.Ring();
        return true;
    }

    private sealed class Timer(SimulatedClock clock, Action ring) : ITimer
    {
        private TimeSpan _period = Timeout.InfiniteTimeSpan;

        public TimeSpan Due { get; private set; }

        public long Number { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            clock._timers.Remove(this);
            _period = period;
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                (Due, Number) = (clock.Elapsed + dueTime, ++clock._number);
                clock._timers.Add(this);
            }

            return true;
        }

        public void Ring()
        {
            if (_period > TimeSpan.Zero)
            {
                Change(_period, _period);
            }

            ring();
        }

        public void Dispose() => clock._timers.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
