using Hosting.Migrations.Domain.Selection;

namespace Hosting.Migrations.Domain.Migrations;

/// <summary>When a new migration is to be executed, and how far back in time it reaches.</summary>
/// <param name="FirstExecutionDate">When the first execution is due; required unless <paramref name="ExecuteNow"/>, which makes it meaningless.</param>
/// <param name="SecondExecutionDate">When the second is due; later than the first. Null = none is planned.</param>
/// <param name="ExecuteNow">Whether the first execution is due as soon as validation is over.</param>
/// <param name="FromDate">Only messages received on or after this moment are copied; null = all.</param>
/// <param name="Repetition">How often the second is done again; null = it is done once.</param>
/// <param name="Selection">Which folders, and which of their messages; null = all.</param>
public sealed record ExecutionPlan(
    DateTimeOffset? FirstExecutionDate = null,
    DateTimeOffset? SecondExecutionDate = null,
    bool ExecuteNow = false,
    DateTimeOffset? FromDate = null,
    Repetition? Repetition = null,
    MailSelection? Selection = null)
{
    /// <summary>Checks the order of the dates.</summary>
    /// <param name="now">The moment of creation.</param>
    /// <exception cref="ArgumentException">The first date is missing, the second is not later than the first, <see cref="FromDate"/> lies in the future, or the repetition
    /// or the selection does not fit.</exception>
    public void EnsureValid(DateTimeOffset now)
    {
        if (!ExecuteNow && FirstExecutionDate is null)
        {
            throw new ArgumentException("A first execution date is required.");
        }

        if (SecondExecutionDate <= (ExecuteNow ? now : FirstExecutionDate))
        {
            throw new ArgumentException("The second execution must be later than the first.");
        }

        if (FromDate > now)
        {
            throw new ArgumentException("The lower date bound must not lie in the future.");
        }

        Selection?.EnsureValid(FromDate);
        Repetition?.EnsureValid(SecondExecutionDate);
    }
}
