using Hosting.Migrations.Application.Errors;
using Microsoft.Extensions.Logging;

namespace Hosting.Migrations.Application.Workers;

/// <summary>
/// Knows since when this process has reached the database without fail, and tells once a minute for all of it when it can't. Whoever could not may not
/// call others dead.
/// </summary>
/// <param name="outages">Tells a database that can't be reached from all other faults.</param>
/// <param name="clock">Tells how much time has passed.</param>
/// <param name="logger">Hears of the outage.</param>
public sealed partial class DatabaseContact(IOutages outages, TimeProvider clock, ILogger<DatabaseContact> logger)
{
    private readonly OnceAMinute _complaint = new(clock);

    private long _since = clock.GetTimestamp();

    /// <summary>Whether a fault comes of a database that can't be reached, which is told here. Every other fault is the caller's to tell, and says nothing of the database.</summary>
    /// <param name="fault">The fault.</param>
    public bool Explains(Exception fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        if (outages.FindReason(fault) is not { } reason)
        {
            return false;
        }

        if (_complaint.IsDue())
        {
            LogOutage(reason);
        }

        return true;
    }

    /// <summary>The same of a fault that a worker meets: contact is lost then.</summary>
    /// <param name="fault">The fault.</param>
    public bool IsLostBy(Exception fault)
    {
        if (!Explains(fault))
        {
            return false;
        }

        Fail();
        return true;
    }

    /// <summary>Notes that the database could not be reached.</summary>
    public void Fail() => Volatile.Write(ref _since, clock.GetTimestamp());

    /// <summary>Whether it has been reached without fail for some time.</summary>
    /// <param name="time">How long.</param>
    public bool HasLasted(TimeSpan time) => clock.GetElapsedTime(Volatile.Read(ref _since)) >= time;

    [LoggerMessage(
        Level = LogLevel.Error, Message = "The database can't be used just now: {Reason}. Requests are answered 503, runs wait, and this is said once a minute")]
    private partial void LogOutage(string reason);
}
