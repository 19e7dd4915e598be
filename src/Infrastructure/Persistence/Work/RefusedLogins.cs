using Hosting.Migrations.Application.Workers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hosting.Migrations.Infrastructure.Persistence.Work;

/// <summary>Counts refused logins in the database. Each call has a scope of its own.</summary>
internal sealed class RefusedLogins(IServiceScopeFactory scopes, IWorkQueue queue, WorkStatements statements) : IRefusedLogins
{
    private const int Allowed = 2;

    public Task<DateTimeOffset?> FindPauseAsync(string login, DateTimeOffset since, CancellationToken cancellationToken) => scopes.WithDatabaseAsync(context => context.RefusedLogins
        .Where(one => one.Login == login && one.Refusals >= Allowed && one.LatestAt > since)
        .Select(one => (DateTimeOffset?)one.LatestAt)
        .FirstOrDefaultAsync(cancellationToken));

    public Task CountAsync(string login, DateTimeOffset now, DateTimeOffset since, CancellationToken cancellationToken) => scopes.WithDatabaseAsync(async context =>
    {
        if (await CountAgainAsync(context, login, now, since, cancellationToken) > 0)
        {
            return 0;
        }

        context.RefusedLogins.Add(new RefusedLogin { Login = login, Refusals = 1, LatestAt = now });
        try
        {
            return await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException fault) when (fault.IsTakenKey())
        {
            // Another worker was faster.
            return await CountAgainAsync(context, login, now, since, cancellationToken);
        }
    });

    public async Task ForgetAsync(IReadOnlyCollection<string> logins, CancellationToken cancellationToken)
    {
        var woken = await scopes.WithDatabaseAsync(async context =>
        {
            await context.RefusedLogins.Where(one => logins.Contains(one.Login)).ExecuteDeleteAsync(cancellationToken);
            return await statements.ForgiveAsync(context, logins, cancellationToken);
        });
        if (woken > 0)
        {
            await queue.WakeAsync(cancellationToken);
        }
    }

    public Task ForgetOldAsync(DateTimeOffset before, CancellationToken cancellationToken) => scopes.WithDatabaseAsync(context =>
        context.RefusedLogins.Where(one => one.LatestAt <= before).ExecuteDeleteAsync(cancellationToken));

    private static Task<int> CountAgainAsync(MigrationsDbContext context, string login, DateTimeOffset now, DateTimeOffset since, CancellationToken cancellationToken) =>
        context.RefusedLogins.Where(one => one.Login == login).ExecuteUpdateAsync(
            update => update.SetProperty(one => one.Refusals, one => one.LatestAt <= since ? 1 : one.Refusals + 1).SetProperty(one => one.LatestAt, now), cancellationToken);
}
