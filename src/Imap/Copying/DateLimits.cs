namespace Hosting.Migrations.Imap.Copying;

/// <summary>Which dates of arrival a destination has refused, so that a mailbox with many of them does not have each refused. All connections share it.</summary>
/// <param name="clock">The time.</param>
internal sealed class DateLimits(TimeProvider clock)
{
    // Mail is not older; some program's zero is.
    private static readonly DateTimeOffset Oldest = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Lock _lock = new();
    private DateTimeOffset _tooOld = DateTimeOffset.MinValue;
    private DateTimeOffset _tooNew = DateTimeOffset.MaxValue;

    /// <summary>Whether no message can have arrived then.</summary>
    public bool IsOdd(DateTimeOffset date) => date < Oldest || date > clock.GetUtcNow().AddDays(2);

    /// <summary>Whether nothing speaks against a date.</summary>
    public bool Takes(DateTimeOffset date)
    {
        lock (_lock)
        {
            return date > _tooOld && date < _tooNew;
        }
    }

    /// <summary>Notes that a message was refused with an odd date, and taken with another.</summary>
    public void Refuse(DateTimeOffset date)
    {
        lock (_lock)
        {
            (_tooOld, _tooNew) = date < Oldest ? (date > _tooOld ? date : _tooOld, _tooNew) : (_tooOld, date < _tooNew ? date : _tooNew);
        }
    }
}
