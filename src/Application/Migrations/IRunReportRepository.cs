using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Migrations;

/// <summary>Where it is kept what runs did not copy, and why.</summary>
public interface IRunReportRepository
{
    /// <summary>Puts a run's report in the place of the one that it had. Stored at once, together with what else has been changed.</summary>
    /// <param name="resourceId">The resource's key.</param>
    /// <param name="step">The run's step.</param>
    /// <param name="entries">The report, each line with the same key and step.</param>
    /// <param name="cancellationToken">Gives up; nothing is stored then.</param>
    Task ReplaceAsync(long resourceId, MigrationStep step, IReadOnlyCollection<RunReportEntry> entries, CancellationToken cancellationToken);

    /// <summary>The reports on all runs of a migration, in the order of its file, read bit by bit.</summary>
    /// <param name="migrationId">The migration's key.</param>
    IAsyncEnumerable<RunReportEntry> ReadAsync(long migrationId);
}
