using System.Data.Common;
using Hosting.Migrations.Application.Database;
using Hosting.Migrations.Application.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Hosting.Migrations.Infrastructure.Persistence;

internal sealed class DatabaseSchema(MigrationsDbContext context, DatabaseSettings settings) : IDatabaseSchema
{
    public async Task<IReadOnlyList<string>> UpdateAsync(CancellationToken cancellationToken)
    {
        if (settings.Provider == DatabaseProvider.Sqlite)
        {
            CreateFolder(Path.GetDirectoryName(context.Database.GetDbConnection().DataSource)!);
        }

        await CreateDatabaseAsync(cancellationToken);
        await context.Database.OpenConnectionAsync(cancellationToken);
        await context.LockSchemaAsync(cancellationToken);
        try
        {
            // An index over a large table takes longer than a command usually may.
            context.Database.SetCommandTimeout(0);
            var pending = await context.Database.GetPendingMigrationsAsync(cancellationToken);
            await context.Database.MigrateAsync(cancellationToken);
            return [.. pending];
        }
        finally
        {
            await context.UnlockSchemaAsync();
            await context.Database.CloseConnectionAsync();
        }
    }

    private static void CreateFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InvalidSettingException(DatabaseSettings.ConnectionKey, $"needs the folder {folder}, which can't be made: {fault.Message}");
        }
    }

    private async Task CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        var creator = context.GetService<IRelationalDatabaseCreator>();
        if (await creator.ExistsAsync(cancellationToken))
        {
            return;
        }

        try
        {
            await creator.CreateAsync(cancellationToken);
        }
        catch (DbException) when (creator.Exists())
        {
            // Another process was faster.
        }
    }
}
