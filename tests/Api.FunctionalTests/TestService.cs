using Hosting.Migrations.Api.FunctionalTests.Support;
using Hosting.Migrations.Application.Database.Migrate;
using Hosting.Migrations.Application.SampleData;
using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Hosting.Migrations.Api.FunctionalTests;

/// <summary>
/// The program on a real socket and a real database, changed by nothing but its configuration. It starts once for the whole
/// run and holds <see cref="TestData"/>; the tests only read.
/// </summary>
[SetUpFixture]
public sealed class TestService
{
    private static ServiceHost _factory = null!;
    private string _folder = null!;

    /// <summary>All that the service answers.</summary>
    internal static IReadOnlyList<Endpoint> Endpoints => _factory.Services.GetRequiredService<EndpointDataSource>().Endpoints;

    internal static Uri Address => _factory.ClientOptions.BaseAddress;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _folder = Directory.CreateTempSubdirectory("hosting-migrations-api-").FullName;
        _factory = new ServiceHost(
            ("ConnectionStrings:Migrations", $"Data Source={Path.Combine(_folder, "test.db")}"),
            ("Secrets:KeyFolder", Path.Combine(_folder, "keys")),

            // A worker would lead the migrations away from where the tests expect them.
            ("Roles", "api"));
        _factory.StartServer();
        await using var scope = _factory.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        await services.GetRequiredService<IMediator>().Send(new MigrateDatabaseCommand());
        await services.GetRequiredService<ISampleDataStore>()
            .TryLoadAsync(TestData.Customers, TestData.Tokens(), TestData.Migrations(), CancellationToken.None);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _factory.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A client that sends a token, or none.</summary>
    internal static HttpClient Client(string? token = null)
    {
        var client = new HttpClient { BaseAddress = Address };
        if (token is not null)
        {
            client.DefaultRequestHeaders.TryAddWithoutValidation("X-Api-Token", token);
        }

        return client;
    }
}
