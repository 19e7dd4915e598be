using System.Text;
using Hosting.Migrations.Application;
using Hosting.Migrations.Application.Customers;
using Hosting.Migrations.Application.Database.Migrate;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Application.Migrations;
using Hosting.Migrations.Application.SampleData;
using Hosting.Migrations.Application.Security;
using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.UnitTests.TestData;
using MediatR;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Hosting.Migrations.Api.FunctionalTests.Support;

/// <summary>A service of a test's own, whose migrations the test may change. It has two customers, and knows the tokens of <see cref="TestData"/>.</summary>
internal sealed class OperationsHost : IAsyncDisposable
{
    private static readonly DateTimeOffset Created = Moments.Created;

    private readonly string _folder;
    private readonly ServiceHost _service;

    private OperationsHost(string folder, ServiceHost service) => (_folder, _service) = (folder, service);

    public IReadOnlyCollection<string> Logs => _service.Logs;

    public static async Task<OperationsHost> StartAsync(params (string Key, string Value)[] settings)
    {
        var host = await StartEmptyAsync(settings);
        await host.InScopeAsync(async services =>
        {
            Customer[] customers = [Customer.Create("C1", "C1", [ACustomer.Domain, "xn--mnchen-3ya.example"], Created), Customer.Create("C2", "C2", ["c2.example"], Created)];
            await services.GetRequiredService<ISampleDataStore>().TryLoadAsync(customers, Tokens(customers), [], CancellationToken.None);
        });
        return host;
    }

    /// <summary>Starts a service that holds nothing.</summary>
    public static async Task<OperationsHost> StartEmptyAsync(params (string Key, string Value)[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("hosting-migrations-operations-").FullName;
        (string, string)[] own = [("ConnectionStrings:Migrations", $"Data Source={Path.Combine(folder, "test.db")}"), ("Roles", "api")];
        var host = new OperationsHost(folder, new ServiceHost([.. own, ("Secrets:KeyFolder", Path.Combine(folder, "keys")), .. settings]));
        host._service.StartServer();
        await host.InScopeAsync(services => services.GetRequiredService<IMediator>().Send(new MigrateDatabaseCommand()));
        return host;
    }

    /// <summary>Has the database forget the newest change of its schema, as that of a version before has never known it.</summary>
    public Task ForgetLatestSchemaAsync() =>
        ExecuteAsync("DELETE FROM __EFMigrationsHistory WHERE migration_id = (SELECT max(migration_id) FROM __EFMigrationsHistory)");

    public HttpClient Client(string? token = TestData.CustomerToken)
    {
        var client = new HttpClient { BaseAddress = _service.ClientOptions.BaseAddress };
        if (token is not null)
        {
            client.DefaultRequestHeaders.TryAddWithoutValidation("X-Api-Token", token);
        }

        return client;
    }

    /// <summary>Stores a migration of C1 that stands somewhere, and gives its code.</summary>
    public async Task<string> StoreAsync(
        MigrationState state, DateTimeOffset? second = null, int mailboxes = 2, Action<Migration>? then = null, string? sealedPassword = null, params RunStatus[] tests)
    {
        var code = MigrationCode.New();
        await InScopeAsync(async services =>
        {
            var owner = await services.GetRequiredService<ICustomerRepository>().FindAsync("C1", CancellationToken.None);
            var migration = AMigration.In(state, second, mailboxes: mailboxes, owner: owner, code: code, tests: tests);
            then?.Invoke(migration);
            services.GetRequiredService<IMigrationRepository>().Add(migration);
            await services.GetRequiredService<IUnitOfWork>().SaveChangesAsync(CancellationToken.None);
            await SealAsync(sealedPassword ?? services.GetRequiredService<ISecretSealer>().Seal(new Secret("pw")));
        });
        return code;
    }

    /// <summary>Changes a stored migration, as a worker would.</summary>
    public Task ChangeAsync(string code, Action<Migration> change) => InScopeAsync(async services =>
    {
        var migration = await services.GetRequiredService<IMigrationRepository>().FindAsync(code, CancellationToken.None);
        change(migration!);
        await services.GetRequiredService<IUnitOfWork>().SaveChangesAsync(CancellationToken.None);
    });

    // What a test stores has a word in the place of a sealed password.
    private Task SealAsync(string password) =>
        ExecuteAsync("UPDATE migration_resources SET sealed_password = @password WHERE sealed_password = 'sealed'", new SqliteParameter("password", password));

    /// <summary>Changes the database itself, as no program of ours would.</summary>
    public async Task ExecuteAsync(string sql, params SqliteParameter[] parameters)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "test.db")}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddRange(parameters);
        await command.ExecuteNonQueryAsync();
    }

    public async Task InScopeAsync(Func<IServiceProvider, Task> work)
    {
        await using var scope = _service.Services.CreateAsyncScope();
        await work(scope.ServiceProvider);
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    // A token takes its customer's key, which is not there before the customer is stored.
    private static IEnumerable<ApiToken> Tokens(Customer[] customers)
    {
        yield return ApiToken.ForAdmin(TestData.AdminToken, "admin", Created, null);
        yield return ApiToken.ForCustomer(customers[0], TestData.CustomerToken, "customer", Created, null);
        yield return ApiToken.ForCustomer(customers[1], TestData.OtherCustomerToken, "customer", Created, null);
        foreach (var narrow in TestData.NarrowTokens(customers[0], Created))
        {
            yield return narrow;
        }
    }

    public static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}
