namespace Hosting.Migrations.Application;

/// <summary>Stores what a use case has changed.</summary>
public interface IUnitOfWork
{
    /// <summary>Stores all changes together, or none.</summary>
    /// <param name="cancellationToken">Gives up; nothing is stored then.</param>
    Task SaveChangesAsync(CancellationToken cancellationToken);
}
