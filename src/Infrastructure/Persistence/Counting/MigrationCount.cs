using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Infrastructure.Persistence.Counting;

/// <summary>
/// How many migrations of one status a customer has, and how often anything about them has changed. Triggers keep it, in the
/// transaction of the change itself, so that it is exact whoever changes a migration, and by whatever way.
/// </summary>
internal sealed class MigrationCount
{
    /// <summary>Stands in <see cref="CustomerId"/> for all customers together.</summary>
    public const long AllCustomers = 0;

    public long CustomerId { get; private set; }

    /// <summary>Spreads the rows of all customers together over several, so that two transactions seldom wait for one row.</summary>
    public short Slot { get; private set; }

    public MigrationStatus Status { get; private set; }

    /// <summary>The number of migrations; of one slot it may be negative, over all slots it is exact.</summary>
    public long Total { get; private set; }

    /// <summary>Grows with every change of a migration that had or has this status.</summary>
    public long Version { get; private set; }
}
