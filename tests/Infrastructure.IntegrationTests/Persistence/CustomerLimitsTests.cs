using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Application.Migrations;
using Hosting.Migrations.Application.Migrations.AddResources;
using Hosting.Migrations.Application.Migrations.Create;
using Hosting.Migrations.Application.Migrations.Retry;
using Hosting.Migrations.Application.Security;
using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Databases;
using Hosting.Migrations.Infrastructure.Persistence;
using MediatR;
using static Hosting.Migrations.Infrastructure.IntegrationTests.Databases.Samples;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Persistence;

/// <summary>However much a customer asks for at once: no more comes of it than is allowed.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class CustomerLimitsTests(DatabaseProvider provider)
{
    private const int AtOnce = 12;

    private readonly Customer _owner = ACustomer("C1", "example.com");
    private TestDatabase _database = null!;

    [SetUp]
    public async Task SetUpAsync()
    {
        _database = await TestDatabase.CreateAsync(provider, ("Migrations:MaxUnfinishedMigrations", "4"), ("Migrations:MaxUnfinishedMailboxes", "9"));
        await _database.StoreAsync(_owner);
    }

    [TearDown]
    public async Task TearDownAsync() => await _database.DisposeAsync();

    [Test]
    public async Task Create_WhenManyComeAtOnce_ShouldTakeAsManyAsAreAllowed()
    {
        var taken = await SendAsync(number => new CreateMigrationCommand(Caller.ForCustomer(_owner.Id))
        {
            CsvFileName = "a.csv",
            CsvFileContent = $"user{number}@example.com;imap.example.net;user{number};pw",
            Preset = "standard_ssl",
            ExecuteNow = true,
        });

        Assert.That((taken, await LoadAsync()), Is.EqualTo((4, new CustomerLoad(4, 4))));
    }

    [Test]
    public async Task Retry_WhenManyComeAtOnce_ShouldTakeAsManyAsAreAllowed()
    {
        var ended = Enumerable.Range(0, AtOnce).Select(_ => AMigration(_owner)).ToList();
        ended.ForEach(migration => migration.Cancel(Noon));
        await _database.StoreAsync([.. ended]);

        var taken = await SendAsync(number => new RetryMigrationCommand(Caller.Admin, ended[number].Code));

        Assert.That((taken, await LoadAsync()), Is.EqualTo((4, new CustomerLoad(4, 4))));
    }

    [Test]
    public async Task AddResources_WhenManyComeAtOnce_ShouldTakeAsManyAsAreAllowed()
    {
        var password = await _database.InScopeAsync<ISecretSealer, string>(sealer => Task.FromResult(sealer.Seal(new Secret("pw"))));
        Migration[] migrations = [.. Enumerable.Range(0, 3).Select(_ => AMigration(_owner, sealedPassword: password))];
        await _database.StoreAsync([.. migrations]);

        var taken = await SendAsync(number => new AddResourcesCommand(Caller.Admin, migrations[number % migrations.Length].Code)
        {
            CsvFileContent = $"new{number}@example.com;imap.example.net;new{number};pw",
        });

        Assert.That((taken, await LoadAsync()), Is.EqualTo((6, new CustomerLoad(3, 9))));
    }

    /// <returns>How many were taken; all others were told that there is no room.</returns>
    private async Task<int> SendAsync<T>(Func<int, IRequest<T>> command)
    {
        var taken = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(number => Task.Run(async () =>
        {
            try
            {
                await _database.InScopeAsync<IMediator>(mediator => mediator.Send(command(number)));
                return 1;
            }
            catch (RequestInvalidException refusal)
            {
                Assert.That(refusal.Errors.Single().Description, Does.StartWith("customer C1 has "));
                return 0;
            }
        })));
        return taken.Sum();
    }

    private Task<CustomerLoad> LoadAsync() => _database.InScopeAsync<IMigrationRepository, CustomerLoad>(
        migrations => migrations.GetLoadAsync(_owner.Id, CancellationToken.None));
}
