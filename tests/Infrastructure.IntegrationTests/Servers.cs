using Hosting.Migrations.Infrastructure.IntegrationTests.Databases;

namespace Hosting.Migrations.Infrastructure.IntegrationTests;

/// <summary>The servers that the whole run shares. Each starts when it is first asked for.</summary>
[SetUpFixture]
public sealed class Servers
{
    private static readonly Lazy<Task<PostgreSqlServer?>> LazyPostgreSql = new(PostgreSqlServer.StartAsync);

    /// <summary>The PostgreSQL; where there is none, the test is skipped, or fails in CI.</summary>
    internal static async Task<PostgreSqlServer> PostgreSqlAsync() =>
        await LazyPostgreSql.Value
        ?? throw MissingServer.SkipOrFail("PostgreSQL is not installed (Debian: apt-get install postgresql), and TEST_POSTGRESQL is not set.");

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (LazyPostgreSql.IsValueCreated && await LazyPostgreSql.Value is { } server)
        {
            await server.DisposeAsync();
        }
    }
}
