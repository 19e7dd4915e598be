using Hosting.Migrations.Infrastructure.Persistence;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Databases;

/// <summary>Tests that hold on every database that can run here. Each starts without records.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
public abstract class DatabaseTests(DatabaseProvider provider)
{
    internal TestDatabase Database { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task CreateDatabaseAsync() => Database = await TestDatabase.CreateAsync(provider);

    [OneTimeTearDown]
    public async Task DropDatabaseAsync()
    {
        if (Database is not null)
        {
            await Database.DisposeAsync();
        }
    }

    [SetUp]
    public Task ClearAsync() => Database.ClearAsync();
}
