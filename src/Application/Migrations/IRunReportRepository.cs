using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Migrations;

/// <summary>Where the reports on runs are kept.</summary>
public interface IRunReportRepository
{
    /// <summary>Stores the report on a run, in the place of what earlier attempts have left.</summary>
    /// <param name="resourceId">The resource's key.</param>
    /// <param name="step">The step to which the run belongs.</param>
    /// <param name="entries">The report's lines, in their order.</param>
    /// <param name="cancellationToken">Gives up; nothing is stored then.</param>
    Task ReplaceAsync(long resourceId, MigrationStep step, IReadOnlyCollection<RunReportEntry> entries, CancellationToken cancellationToken);
}
