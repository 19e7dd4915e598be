namespace Hosting.Migrations.Domain.Migrations;

/// <summary>How often the second execution is done again: deltas that follow one another until a last date.</summary>
/// <param name="Hours">The hours from one delta's date to the next; <see cref="MinHours"/> to <see cref="MaxHours"/>.</param>
/// <param name="Until">No delta is due after this moment.</param>
public sealed record Repetition(int Hours, DateTimeOffset Until)
{
    /// <summary>The least <see cref="Hours"/>.</summary>
    public const int MinHours = 1;

    /// <summary>The greatest <see cref="Hours"/>: thirty days.</summary>
    public const int MaxHours = 720;

    /// <summary>When the next delta is due. Dates that passed while the one before was at work are left out; nobody needs two at once.</summary>
    /// <param name="date">When the one before was due.</param>
    /// <param name="now">The moment at which that ended.</param>
    /// <returns>A moment after both; null = the last date is over by then.</returns>
    public DateTimeOffset? NextAfter(DateTimeOffset date, DateTimeOffset now)
    {
        var every = TimeSpan.FromHours(Hours);
        var passed = now > date ? (now - date).Ticks / every.Ticks : 0;
        var next = date + (every * (passed + 1));
        return next <= Until ? next : null;
    }

    /// <summary>Checks the values beside the date of the second execution.</summary>
    /// <param name="second">That date; null = none is planned.</param>
    /// <exception cref="ArgumentException">There is nothing to repeat, the hours are out of their range, or the last date is not later.</exception>
    public void EnsureValid(DateTimeOffset? second)
    {
        if (second is null)
        {
            throw new ArgumentException("Without a second execution there is nothing to repeat.");
        }

        if (Hours is < MinHours or > MaxHours)
        {
            throw new ArgumentException($"The second execution can be repeated every {MinHours} to {MaxHours} hours.");
        }

        if (Until <= second)
        {
            throw new ArgumentException("The last date must be later than the second execution.");
        }
    }
}
