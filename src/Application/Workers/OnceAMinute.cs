namespace Hosting.Migrations.Application.Workers;

/// <summary>Lets the same complaint through once a minute: what lasts must not fill the log.</summary>
/// <param name="clock">Tells how much time has passed.</param>
public sealed class OnceAMinute(TimeProvider clock)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private long _last = clock.GetTimestamp() - (long)(Minute.TotalSeconds * clock.TimestampFrequency);

    /// <summary>Whether it is time to say it.</summary>
    public bool IsDue()
    {
        // Of those who ask at once, one is told so.
        var last = Volatile.Read(ref _last);
        return clock.GetElapsedTime(last) >= Minute && Interlocked.CompareExchange(ref _last, clock.GetTimestamp(), last) == last;
    }
}
