using Hosting.Migrations.Application.Migrations;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Infrastructure.Persistence.Repositories;

/// <summary>What <see cref="MigrationRefinement"/> says, in conditions that each database knows.</summary>
internal static class RefinedMigrations
{
    public static IQueryable<Migration> Matching(IQueryable<Migration> migrations, MigrationRefinement refinement)
    {
        if (refinement.Statuses.Count > 0)
        {
            migrations = migrations.Where(migration => refinement.Statuses.Contains(migration.Status));
        }

        if (refinement.CreatedFrom is { } from)
        {
            migrations = migrations.Where(migration => migration.CreatedAt >= from);
        }

        if (refinement.CreatedTo is { } to)
        {
            migrations = migrations.Where(migration => migration.CreatedAt < to);
        }

        if (refinement.HasErrors is { } hasErrors)
        {
            migrations = migrations.Where(migration => migration.ResourcesHasErrors == hasErrors);
        }

        return NotLate(Late(migrations, refinement.LateSince), refinement.NotLateSince);
    }

    /// <summary>Those after a place.</summary>
    public static IQueryable<Migration> After(IQueryable<Migration> migrations, MigrationRefinement refinement)
    {
        if (refinement.After is not { } place)
        {
            return migrations;
        }

        // The first condition of each is for the index, which knows nothing of an OR.
        var noDate = refinement.Sort.NoDate;
        return refinement.Sort switch
        {
            { ByFirstExecution: false, IsDescending: true } =>
                migrations.Where(one => one.CreatedAt <= place.At && (one.CreatedAt < place.At || one.Id < place.Id)),
            { ByFirstExecution: false, IsDescending: false } =>
                migrations.Where(one => one.CreatedAt >= place.At && (one.CreatedAt > place.At || one.Id > place.Id)),
            { ByFirstExecution: true, IsDescending: true } => migrations.Where(
                one => (one.FirstExecutionDate ?? noDate) < place.At || ((one.FirstExecutionDate ?? noDate) == place.At && one.Id < place.Id)),
            _ => migrations.Where(
                one => (one.FirstExecutionDate ?? noDate) > place.At || ((one.FirstExecutionDate ?? noDate) == place.At && one.Id > place.Id)),
        };
    }

    public static IQueryable<Migration> InOrder(IQueryable<Migration> migrations, MigrationSort sort)
    {
        var noDate = sort.NoDate;
        return sort switch
        {
            { ByFirstExecution: false, IsDescending: true } => migrations.OrderByDescending(one => one.CreatedAt).ThenByDescending(one => one.Id),
            { ByFirstExecution: false, IsDescending: false } => migrations.OrderBy(one => one.CreatedAt).ThenBy(one => one.Id),
            { ByFirstExecution: true, IsDescending: true } => migrations.OrderByDescending(one => one.FirstExecutionDate ?? noDate).ThenByDescending(one => one.Id),
            _ => migrations.OrderBy(one => one.FirstExecutionDate ?? noDate).ThenBy(one => one.Id),
        };
    }

    // As Migration.NextExecutionDate; a test holds the two against each other.
    private static IQueryable<Migration> Late(IQueryable<Migration> migrations, DateTimeOffset? since) => since is not { } moment ? migrations
        : migrations.Where(one =>
            ((one.Status == MigrationStatus.Validating || one.Status == MigrationStatus.ToSchedule
                || (one.Status == MigrationStatus.Scheduled && one.Step == MigrationStep.FirstExecution)) && one.FirstExecutionDate < moment)
            || (((one.Status == MigrationStatus.Scheduled && one.Step == MigrationStep.SecondExecution)
                || (one.Status == MigrationStatus.Running && one.Step == MigrationStep.FirstExecution)) && one.SecondExecutionDate < moment));

    // Not simply the contrary, which is unknown to a database where a date is missing.
    private static IQueryable<Migration> NotLate(IQueryable<Migration> migrations, DateTimeOffset? since) => since is not { } moment ? migrations
        : migrations.Where(one =>
            (((one.Status == MigrationStatus.Validating || one.Status == MigrationStatus.ToSchedule
                || (one.Status == MigrationStatus.Scheduled && one.Step == MigrationStep.FirstExecution)) && one.FirstExecutionDate < moment)
            || (((one.Status == MigrationStatus.Scheduled && one.Step == MigrationStep.SecondExecution)
                || (one.Status == MigrationStatus.Running && one.Step == MigrationStep.FirstExecution)) && one.SecondExecutionDate < moment) ? 1 : 0) == 0);
}
