using Hosting.Migrations.Application.Paging;
using Hosting.Migrations.Application.Tokens;
using Hosting.Migrations.Domain.Customers;
using Microsoft.EntityFrameworkCore;

namespace Hosting.Migrations.Infrastructure.Persistence.Repositories;

internal sealed class ApiTokenRepository(MigrationsDbContext context) : IApiTokenRepository
{
    public Task<ApiToken?> FindByHashAsync(byte[] hash, CancellationToken cancellationToken) =>
        context.ApiTokens.AsNoTracking().Include(token => token.Customer).SingleOrDefaultAsync(token => token.Hash == hash, cancellationToken);

    public Task<ApiToken?> FindAsync(long id, CancellationToken cancellationToken) =>
        context.ApiTokens.Include(token => token.Customer).SingleOrDefaultAsync(token => token.Id == id, cancellationToken);

    public async Task<(IReadOnlyList<ApiToken> Items, int Total)> ListAsync(PageRequest page, CancellationToken cancellationToken)
    {
        var total = await context.ApiTokens.CountAsync(cancellationToken);
        var tokens = context.ApiTokens.AsNoTracking().Include(token => token.Customer).OrderBy(token => token.Id);
        return (await tokens.ReadAsync(page, total, cancellationToken), total);
    }

    public Task NoteUseAsync(long id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        DateTimeOffset? threshold = now.ToUniversalTime() - ApiToken.UseGrain;
        return context.ApiTokens
            .Where(token => token.Id == id && (token.LastUsedAt == null || token.LastUsedAt <= threshold))
            .ExecuteUpdateAsync(update => update.SetProperty(token => token.LastUsedAt, now.ToUniversalTime()), cancellationToken);
    }

    public void Add(ApiToken token) => context.ApiTokens.Add(token);
}
