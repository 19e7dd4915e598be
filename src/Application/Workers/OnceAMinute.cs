namespace Hosting.Migrations.Application.Workers;

/// <summary>Lets the same complaint through once a minute: what lasts must not fill the log.</summary>
/// <param name="clock">Tells how much time has passed.</param>
public sealed class OnceAMinute(TimeProvider clock)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private long? _last;

    /// <summary>Whether it is time to say it.</summary>
    public bool IsDue()
    {
        if (_last is { } last && clock.GetElapsedTime(last) < Minute)
        {
            return false;
        }

        _last = clock.GetTimestamp();
        return true;
    }
}
