namespace Hosting.Migrations.Application.Migrations.Follow;

/// <summary>Looks at a migration now and then. Between two looks it holds nothing of the database.</summary>
public interface IMigrationWatch
{
    /// <summary>Looks at a migration; null if it is there no more.</summary>
    /// <param name="migrationId">The migration's key.</param>
    /// <param name="afterEvent">The key of the last event that is known; 0 = none.</param>
    /// <param name="cancellationToken">Ends the look early.</param>
    Task<MigrationGlimpse?> LookAsync(long migrationId, long afterEvent, CancellationToken cancellationToken);
}
