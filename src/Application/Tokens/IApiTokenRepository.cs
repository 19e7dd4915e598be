using Hosting.Migrations.Domain.Customers;

namespace Hosting.Migrations.Application.Tokens;

/// <summary>Where API tokens are kept.</summary>
public interface IApiTokenRepository
{
    /// <summary>The token with a hash, or null, whatever its state.</summary>
    /// <param name="hash">See <see cref="ApiTokenSecret.Hash"/>.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<ApiToken?> FindByHashAsync(byte[] hash, CancellationToken cancellationToken);

    /// <summary>The token with a key, or null; changes to it are stored by <see cref="IUnitOfWork"/>.</summary>
    /// <param name="id">The key.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<ApiToken?> FindAsync(long id, CancellationToken cancellationToken);

    /// <summary>Every token with its customer, by key.</summary>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<IReadOnlyList<ApiToken>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Adds a token; stored by <see cref="IUnitOfWork"/>.</summary>
    /// <param name="token">The token.</param>
    void Add(ApiToken token);
}
