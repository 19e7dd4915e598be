namespace Hosting.Migrations.Application.Workers;

/// <summary>What an operator can set about the processes that copy mailboxes.</summary>
public sealed class WorkerOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Workers";

    /// <summary>Mailboxes that one process copies at once. Default: 8; 1 to 200.</summary>
    public int MailboxesAtOnce { get; init; } = 8;

    /// <summary>
    /// Test runs that one process does at once, beside the copies; and as many again, one for each customer of whom no other is under way. Default: 8; 1 to 200.
    /// </summary>
    public int TestsAtOnce { get; init; } = 8;

    /// <summary>Mailboxes that all processes together copy at once from one source host, and as many test runs. Default: 4; 1 to 1,000.</summary>
    public int PerSourceHost { get; init; } = 4;

    /// <summary>Mailboxes that all processes together copy at once for one customer, and as many test runs. Default: 20; 1 to 10,000.</summary>
    public int PerCustomer { get; init; } = 20;

    /// <summary>Mailboxes that all processes together copy at once to the destination, and as many test runs. Default: 50; 1 to 10,000.</summary>
    public int ToDestination { get; init; } = 50;

    /// <summary>Workers that may die of one run, without having come further than those before them, before it is left crashed. Default: 3; 1 to 100.</summary>
    public int MaxAttempts { get; init; } = 3;

    /// <summary>
    /// How long a worker that does not show up is taken for alive; it stops its own copies earlier, so that no mailbox is ever copied by two.
    /// Default: 30 seconds; 5 seconds to 1 hour.
    /// </summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a worker shows up, writes down how far its runs have come, and hears of a cancellation. Default: 2 seconds; 100 ms to a third of <see cref="Lease"/>.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often a worker that has nothing to do looks for something, and how often slots are given away and executions begun. Default: 2 seconds; 100 ms to 10 minutes.</summary>
    public TimeSpan Reconcile { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How many migrations of one customer may be scheduled or running at once. Default: 5; 1 to 10,000.</summary>
    public int SlotsPerCustomer { get; init; } = 5;

    /// <summary>
    /// How long a test run whose server could not be reached, or asked to be left alone, is tried again before that is its verdict. Default: 5 minutes;
    /// zero to 1 hour.
    /// </summary>
    public TimeSpan RetryTestsFor { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long a user whose login a source has refused twice in a row is not tried again for other mailboxes, and how long these wait for that before it is
    /// their verdict. Default: 2 hours; 1 minute to 3 days.
    /// </summary>
    public TimeSpan PauseLoginsFor { get; init; } = TimeSpan.FromHours(2);

    /// <summary>
    /// How long the passwords are kept after a migration has ended, so that it can be retried, its mailboxes be repaired and the second execution be done
    /// again. Default: 3 days; zero to 90 days.
    /// </summary>
    public TimeSpan RetryWithin { get; init; } = TimeSpan.FromDays(3);
}
