using Hosting.Migrations.Application.Tokens;
using Hosting.Migrations.Domain.Customers;
using Microsoft.EntityFrameworkCore;

namespace Hosting.Migrations.Infrastructure.Persistence.Repositories;

internal sealed class ApiTokenRepository(MigrationsDbContext context) : IApiTokenRepository
{
    public Task<ApiToken?> FindByHashAsync(byte[] hash, CancellationToken cancellationToken) =>
        context.ApiTokens.AsNoTracking().SingleOrDefaultAsync(token => token.Hash == hash, cancellationToken);

    public Task<ApiToken?> FindAsync(long id, CancellationToken cancellationToken) =>
        context.ApiTokens.SingleOrDefaultAsync(token => token.Id == id, cancellationToken);

    public async Task<IReadOnlyList<ApiToken>> ListAsync(CancellationToken cancellationToken) =>
        await context.ApiTokens.AsNoTracking().Include(token => token.Customer).OrderBy(token => token.Id).ToListAsync(cancellationToken);

    public void Add(ApiToken token) => context.ApiTokens.Add(token);
}
