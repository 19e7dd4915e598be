using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Infrastructure.Persistence.Counting;

/// <summary>
/// How many migrations of one status, whoever's, were created in one month. By a running sum the list finds the month that holds a page,
/// and need not walk there from either end. Triggers keep it, as they keep <see cref="MigrationCount"/>.
/// </summary>
internal sealed class MonthCount
{
    /// <summary>The month's first moment, in UTC.</summary>
    public DateTimeOffset Month { get; private set; }

    /// <summary>Spreads the present month over several rows, so that two transactions seldom wait for one.</summary>
    public short Slot { get; private set; }

    public MigrationStatus Status { get; private set; }

    /// <summary>The number of migrations; of one slot it may be negative, over all slots it is exact.</summary>
    public long Total { get; private set; }
}
