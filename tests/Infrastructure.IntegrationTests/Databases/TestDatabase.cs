using Hosting.Migrations.Application;
using Hosting.Migrations.Application.Database;
using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Infrastructure.Persistence;
using Hosting.Migrations.Infrastructure.Persistence.Configurations;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Databases;

/// <summary>An empty database of a test's own, reached through the program's own wiring.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly Func<Task> _drop;

    private TestDatabase(DatabaseProvider provider, string connectionString, (string Key, string Value)[] settings, Func<Task> drop)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([
                KeyValuePair.Create<string, string?>("Database:Provider", provider.ToString()),
                KeyValuePair.Create<string, string?>("ConnectionStrings:Migrations", connectionString),
                KeyValuePair.Create<string, string?>("Secrets:KeyFolder", Path.Combine(Path.GetTempPath(), "hosting-migrations-test-keys")),
                KeyValuePair.Create<string, string?>("SourceAddresses:Allowed:0", "127.0.0.0/8"),
                KeyValuePair.Create<string, string?>("Destination:Host", "127.0.0.1"),
                KeyValuePair.Create<string, string?>("Destination:MasterUser", "master"),
                KeyValuePair.Create<string, string?>("Destination:MasterPassword", "secret"),
                .. settings.Select(setting => KeyValuePair.Create<string, string?>(setting.Key, setting.Value)),
            ])
            .Build();
        _drop = drop;
        ConnectionString = connectionString;
        _services = new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning))
            .AddApplication(configuration)
            .AddInfrastructure(configuration, Path.GetTempPath())
            .BuildServiceProvider(validateScopes: true);
    }

    public string ConnectionString { get; }

    /// <summary>Creates a database without a schema.</summary>
    public static async Task<TestDatabase> CreateEmptyAsync(DatabaseProvider provider, params (string Key, string Value)[] settings)
    {
        if (provider == DatabaseProvider.PostgreSql)
        {
            var server = await Servers.PostgreSqlAsync();
            var connectionString = await server.CreateDatabaseAsync();
            return new TestDatabase(provider, connectionString, settings, () => server.DropDatabaseAsync(connectionString));
        }

        var folder = Directory.CreateTempSubdirectory("hosting-migrations-sqlite-").FullName;
        return new TestDatabase(provider, $"Data Source={Path.Combine(folder, "test.db")}", settings, () =>
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
            return Task.CompletedTask;
        });
    }

    /// <summary>Creates a database with its schema.</summary>
    public static async Task<TestDatabase> CreateAsync(DatabaseProvider provider, params (string Key, string Value)[] settings)
    {
        var database = await CreateEmptyAsync(provider, settings);
        await database.InScopeAsync<IDatabaseSchema>(schema => schema.UpdateAsync(CancellationToken.None));
        return database;
    }

    /// <summary>Does something with a service in a scope of its own, as a request would.</summary>
    public async Task InScopeAsync<TService>(Func<TService, Task> work)
        where TService : notnull
    {
        await using var scope = _services.CreateAsyncScope();
        await work(scope.ServiceProvider.GetRequiredService<TService>());
    }

    /// <summary>Asks a service for something in a scope of its own, as a request would.</summary>
    public async Task<TResult> InScopeAsync<TService, TResult>(Func<TService, Task<TResult>> work)
        where TService : notnull
    {
        await using var scope = _services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<TService>());
    }

    /// <summary>Stores entities and forgets them, so that what is read afterwards comes from the database.</summary>
    /// <summary>How often a stored migration has been changed.</summary>
    public Task<long> RevisionOfAsync(string code) => InScopeAsync<MigrationsDbContext, long>(context => context.Migrations
        .Where(migration => migration.Code == code)
        .Select(migration => EF.Property<long>(migration, MigrationConfiguration.Revision))
        .SingleAsync());

    public Task StoreAsync(params object[] entities) => InScopeAsync<MigrationsDbContext>(context =>
    {
        context.AttachRange(entities.OfType<ApiToken>().Where(token => token.Customer is not null).Select(token => token.Customer!));
        context.AddRange(entities);

        return context.SaveChangesAsync();
    });

    /// <summary>Takes every record away.</summary>
    public Task ClearAsync() => InScopeAsync<MigrationsDbContext>(async context =>
    {
        await context.Migrations.ExecuteDeleteAsync();
        await context.ApiTokens.ExecuteDeleteAsync();
        await context.IdempotencyKeys.ExecuteDeleteAsync();
        await context.Webhooks.ExecuteDeleteAsync();
        await context.Connections.ExecuteDeleteAsync();
        await context.Customers.ExecuteDeleteAsync();
        await context.WorkLanes.ExecuteDeleteAsync();
        await context.WorkTurns.ExecuteDeleteAsync();
        await context.WorkDuties.ExecuteDeleteAsync();
        await context.WorkPauses.ExecuteDeleteAsync();
        await context.RefusedLogins.ExecuteDeleteAsync();
        await context.AuditEntries.ExecuteDeleteAsync();
    });

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _drop();
    }
}
