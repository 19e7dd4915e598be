using Hosting.Migrations.Application.Database;
using Microsoft.EntityFrameworkCore;

namespace Hosting.Migrations.Infrastructure.Persistence;

internal sealed class DatabaseSchema(MigrationsDbContext context, DatabaseSettings settings) : IDatabaseSchema
{
    public async Task<IReadOnlyList<string>> UpdateAsync(CancellationToken cancellationToken)
    {
        if (settings.Provider == DatabaseProvider.Sqlite)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(context.Database.GetDbConnection().DataSource)!);
        }

        // EF Core holds a lock while it migrates, so a second process waits and then finds nothing to do.
        var pending = await context.Database.GetPendingMigrationsAsync(cancellationToken);
        await context.Database.MigrateAsync(cancellationToken);
        return [.. pending];
    }
}
