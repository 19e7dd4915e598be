using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Migrations;

/// <summary>What a list of migrations can be asked for beyond <see cref="MigrationFilter"/>; the conditions are joined by AND.</summary>
public sealed record MigrationRefinement
{
    /// <summary>Only those that stand at one of these; none = anywhere.</summary>
    public IReadOnlyCollection<MigrationStatus> Statuses { get; init; } = [];

    /// <summary>Only those that were created at this moment or later; null = any.</summary>
    public DateTimeOffset? CreatedFrom { get; init; }

    /// <summary>Only those that were created before this moment; null = any.</summary>
    public DateTimeOffset? CreatedTo { get; init; }

    /// <summary>Only those whose next execution was due before this moment; null = any.</summary>
    public DateTimeOffset? LateSince { get; init; }

    /// <summary>Only those whose next execution was not due before this moment; null = any.</summary>
    public DateTimeOffset? NotLateSince { get; init; }

    /// <summary>Only those whose mailboxes have errors, or have none; null = any.</summary>
    public bool? HasErrors { get; init; }

    /// <summary>The order.</summary>
    public MigrationSort Sort { get; init; } = MigrationSort.Newest;

    /// <summary>Only those after this place in the order; null = from the first on.</summary>
    public MigrationPlace? After { get; init; }

    /// <summary>Whether it asks for an order or a place alone, so that there are as many as without it.</summary>
    public bool KeepsTotal => Statuses.Count == 0 && (CreatedFrom ?? CreatedTo ?? LateSince ?? NotLateSince) is null && HasErrors is null;
}

/// <summary>An order of migrations. By key where the rest is the same.</summary>
/// <param name="ByFirstExecution">Whether it goes by the date of the first execution, those without one last; else by creation.</param>
/// <param name="IsDescending">Whether the latest come first.</param>
public readonly record struct MigrationSort(bool ByFirstExecution, bool IsDescending)
{
    /// <summary>By creation, the newest first.</summary>
    public static MigrationSort Newest { get; } = new(ByFirstExecution: false, IsDescending: true);

    /// <summary>What stands in the place of a date where there is none: after all others.</summary>
    public DateTimeOffset NoDate => IsDescending ? new DateTimeOffset(1900, 1, 1, 0, 0, 0, TimeSpan.Zero) : new DateTimeOffset(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What a migration is sorted by.</summary>
    /// <param name="migration">The migration.</param>
    public DateTimeOffset KeyOf(Migration migration) => ByFirstExecution ? migration.FirstExecutionDate ?? NoDate : migration.CreatedAt;
}

/// <summary>A place in an order of migrations.</summary>
/// <param name="At">What the migration there is sorted by.</param>
/// <param name="Id">Its key.</param>
public readonly record struct MigrationPlace(DateTimeOffset At, long Id);
