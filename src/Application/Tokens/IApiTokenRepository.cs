using Hosting.Migrations.Application.Paging;
using Hosting.Migrations.Domain.Customers;

namespace Hosting.Migrations.Application.Tokens;

/// <summary>Where API tokens are kept.</summary>
public interface IApiTokenRepository
{
    /// <summary>The token with a hash, with its customer, or null, whatever its state.</summary>
    /// <param name="hash">See <see cref="ApiTokenSecret.Hash"/>.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<ApiToken?> FindByHashAsync(byte[] hash, CancellationToken cancellationToken);

    /// <summary>The token with a key, with its customer, or null; changes to it are stored by <see cref="IUnitOfWork"/>.</summary>
    /// <param name="id">The key.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<ApiToken?> FindAsync(long id, CancellationToken cancellationToken);

    /// <summary>Reads one page of tokens with their customers, by key, and how many there are on all pages.</summary>
    /// <param name="page">Which page; past the last one there are no items, but the total is right.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<(IReadOnlyList<ApiToken> Items, int Total)> ListAsync(PageRequest page, CancellationToken cancellationToken);

    /// <summary>Notes a token's use at once, unless one has been noted within <see cref="ApiToken.UseGrain"/> before it.</summary>
    /// <param name="id">The token's key; nothing happens if it is gone.</param>
    /// <param name="now">The moment of the use.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task NoteUseAsync(long id, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Adds a token; stored by <see cref="IUnitOfWork"/>.</summary>
    /// <param name="token">The token.</param>
    void Add(ApiToken token);
}
