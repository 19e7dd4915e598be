using Hosting.Migrations.Application.Errors;

namespace Hosting.Migrations.Application;

/// <summary>Stores what a use case has changed.</summary>
public interface IUnitOfWork
{
    /// <summary>Stores all changes together, or none.</summary>
    /// <param name="cancellationToken">Gives up; nothing is stored then.</param>
    /// <exception cref="ConcurrentChangeException">Somebody else has changed the same thing since it was read.</exception>
    Task SaveChangesAsync(CancellationToken cancellationToken);

    /// <summary>Forgets what was read and changed, so that a use case can begin anew.</summary>
    void Forget();
}
