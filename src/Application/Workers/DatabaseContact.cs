using Hosting.Migrations.Application.Errors;

namespace Hosting.Migrations.Application.Workers;

/// <summary>Knows since when this process has reached the database without fail. Whoever could not may not call others dead.</summary>
/// <param name="outages">Tells a database that can't be reached from all other faults.</param>
/// <param name="clock">Tells how much time has passed.</param>
public sealed class DatabaseContact(IOutages outages, TimeProvider clock)
{
    private long _since = clock.GetTimestamp();

    /// <summary>Notes what went wrong. A fault of another kind says nothing of the database.</summary>
    /// <param name="fault">The fault.</param>
    public void Note(Exception fault)
    {
        if (outages.IsOutage(fault))
        {
            Fail();
        }
    }

    /// <summary>Notes that the database could not be reached.</summary>
    public void Fail() => Volatile.Write(ref _since, clock.GetTimestamp());

    /// <summary>Whether it has been reached without fail for some time.</summary>
    /// <param name="time">How long.</param>
    public bool HasLasted(TimeSpan time) => clock.GetElapsedTime(Volatile.Read(ref _since)) >= time;
}
