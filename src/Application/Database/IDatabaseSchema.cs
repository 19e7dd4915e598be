namespace Hosting.Migrations.Application.Database;

/// <summary>The schema of the database.</summary>
public interface IDatabaseSchema
{
    /// <summary>Creates the database if need be and applies what its schema lacks. Two processes may do so at once.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The names of what was applied, in order; none if the schema was up to date.</returns>
    Task<IReadOnlyList<string>> UpdateAsync(CancellationToken cancellationToken);
}
