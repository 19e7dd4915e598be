using System.Text;
using Hosting.Migrations.Application;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Application.Migrations;
using Hosting.Migrations.Application.Workers;
using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Databases;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.Infrastructure.IntegrationTests.MailServers;
using Hosting.Migrations.Infrastructure.IntegrationTests.Polling;
using Hosting.Migrations.Infrastructure.Persistence;
using Hosting.Migrations.MailServers.Comparing;
using Hosting.Migrations.MailServers.Dovecot;
using Hosting.Migrations.MailServers.Faults;
using Hosting.Migrations.MailServers.Seeding;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Life;

/// <summary>All that a migration needs: two mail servers with some mailboxes, a PostgreSQL database, and workers as processes of their own.</summary>
internal sealed class Platform : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(300);

    private readonly TemporaryFolder _keys = new();
    private readonly List<ServiceProcess> _workers = [];
    private readonly string _adminToken = ApiTokenSecret.New();

    private Platform(DovecotServer source, DovecotServer destination, TestDatabase database, string[] users) =>
        (Source, Destination, Line, Database, Users) = (source, destination, FaultProxy.Start(destination.Port), database, users);

    public DovecotServer Source { get; }

    public DovecotServer Destination { get; }

    /// <summary>What lies between the workers and the destination.</summary>
    public FaultProxy Line { get; }

    public TestDatabase Database { get; }

    /// <summary>The folder of the workers' keys.</summary>
    public string Keys => _keys.PathOf("keys");

    public string[] Users { get; }

    /// <summary>Where the worker that was started last answers the API's requests.</summary>
    public Uri? Address { get; private set; }

    public Customer Owner { get; } = Samples.ACustomer("C1", "example.com");

    /// <param name="mailboxes">How many.</param>
    /// <param name="messages">How many in each.</param>
    /// <param name="introspection">Where the source asks whether a token is good; null = it takes passwords alone.</param>
    public static async Task<Platform> StartAsync(int mailboxes, int messages, Uri? introspection = null)
    {
        string[] users = [.. Enumerable.Range(1, mailboxes).Select(number => $"user{number}@example.com")];
        var source = await TestMailServer.StartAsync(new DovecotOptions { OffersTls = false, Users = [.. users.Select(user => new DovecotUser(user))], Introspection = introspection });
        var destination = await TestMailServer.StartAsync(new DovecotOptions
        {
            OffersTls = false,
            Users = [.. users.Select(user => new DovecotUser(user))],
            Storage = DovecotStorage.Sdbox,
        });
        var platform = new Platform(source, destination, await TestDatabase.CreateAsync(DatabaseProvider.PostgreSql), users);
        await platform.Database.StoreAsync(platform.Owner, ApiToken.ForAdmin(platform._adminToken, "test", DateTimeOffset.UtcNow, expiresAt: null));
        foreach (var (user, index) in users.Select((user, index) => (user, index)))
        {
            await source.SeedAsync(user, Mailboxes.Small(messages, seed: 100 + index, sizeFactor: .2));
        }

        return platform;
    }

    public async Task<ServiceProcess> StartWorkerAsync(params (string Key, string Value)[] settings)
    {
        (var worker, Address) = await ServiceProcess.StartAsync(Database.ConnectionString, SettingsWith(settings));
        _workers.Add(worker);
        return worker;
    }

    /// <summary>Starts a worker, and does not wait for it.</summary>
    public ServiceProcess LaunchWorker(params (string Key, string Value)[] settings)
    {
        var worker = ServiceProcess.Launch(Database.ConnectionString, SettingsWith(settings));
        _workers.Add(worker);
        return worker;
    }

    /// <summary>Stores a migration of all mailboxes, as a client's upload does.</summary>
    /// <param name="plan">When it is executed.</param>
    /// <param name="password">The users' password at the source.</param>
    /// <param name="spell">How the file spells each address at the destination; null = as the servers do.</param>
    /// <param name="masterUser">Who logs in at the source on the users' behalf, with that password; null = they do.</param>
    public async Task<string> CreateAsync(
        ExecutionPlan plan, string password = DovecotUser.DefaultPassword, Func<string, string>? spell = null, string? masterUser = null)
    {
        var sealer = TestSealer.At(Keys);
        var mailboxes = Users
            .Select(user => new Mailbox(spell?.Invoke(user) ?? user, $"{DovecotServer.Host}:{Source.Port}", user, masterUser, sealer.Seal(new Secret(password))))
            .ToList();
        var migration = Migration.Create(
            Owner, MigrationCode.FromNumber(Random.Shared.Next(99_999_999)), new CsvFile("a.csv", "b.csv", 100), Preset.StandardNoSsl, plan, mailboxes, DateTimeOffset.UtcNow);
        await Database.StoreAsync(migration);
        await Database.InScopeAsync<IWorkQueue>(queue => queue.FillAsync(migration.Id, CancellationToken.None));
        return migration.Code;
    }

    /// <summary>Seals a password by the workers' keys.</summary>
    public string Seal(string password) => TestSealer.At(Keys).Seal(new Secret(password));

    /// <summary>A client of the API, with an admin's token.</summary>
    public HttpClient CreateClient()
    {
        var client = new HttpClient { BaseAddress = Address };
        client.DefaultRequestHeaders.Add("X-Api-Token", _adminToken);
        return client;
    }

    /// <summary>Changes a migration as a request does: anew where a worker was faster.</summary>
    public async Task ChangeAsync(string code, Action<Migration> change)
    {
        while (true)
        {
            try
            {
                await Database.InScopeAsync<IServiceProvider>(async services =>
                {
                    var migration = await services.GetRequiredService<IMigrationRepository>().FindAsync(code, CancellationToken.None);
                    change(migration!);
                    await services.GetRequiredService<IUnitOfWork>().SaveChangesAsync(CancellationToken.None);
                });
                return;
            }
            catch (ConcurrentChangeException)
            {
                // Read anew.
            }
        }
    }

    public Task<Migration> ReadAsync(string code) => Database.InScopeAsync<MigrationsDbContext, Migration>(context => context.Migrations.AsNoTracking()
        .Include(migration => migration.Resources.OrderBy(resource => resource.Row)).ThenInclude(resource => resource.Runs)
        .SingleAsync(migration => migration.Code == code));

    /// <summary>All that stands in the database, the queue included.</summary>
    public async Task<string> DumpDatabaseAsync()
    {
        await using var source = NpgsqlDataSource.Create(Database.ConnectionString);
        await using var tables = source.CreateCommand(
            "SELECT string_agg(format('SELECT t::text FROM %I.%I t', schemaname, tablename), ' UNION ALL ') FROM pg_tables WHERE schemaname = 'public'");
        await using var rows = source.CreateCommand((string)(await tables.ExecuteScalarAsync())!);
        var dump = new StringBuilder();
        await using var reader = await rows.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            dump.AppendLine(reader.GetString(0));
        }

        return dump.ToString();
    }

    /// <summary>Waits until a migration is as it should be.</summary>
    public async Task<Migration> WaitAsync(string code, Func<Migration, bool> isThere, string what)
    {
        var deadline = DateTimeOffset.UtcNow + Patience;
        while (true)
        {
            var migration = await ReadAsync(code);
            if (isThere(migration))
            {
                return migration;
            }

            if (DateTimeOffset.UtcNow > deadline)
            {
                var runs = string.Join(", ", migration.Resources.Select(resource => $"{resource.Code} {resource.Status} {resource.Runs.LastOrDefault()?.Error}"));
                throw new TimeoutException($"{code} is {migration.State}, not {what}: {runs}\n{string.Join("\n\n", _workers.Select(worker => worker.Log))}");
            }

            await Task.Delay(100);
        }
    }

    /// <summary>Whether a worker copies a mailbox now.</summary>
    public Task<bool> IsBusyAsync(ServiceProcess worker) => Database.InScopeAsync<MigrationsDbContext, bool>(context =>
        context.WorkItems.AnyAsync(item => !item.IsTest && item.Worker!.Contains($"-{worker.Id}-")));

    /// <summary>Compares every mailbox to the last byte.</summary>
    public async Task ShouldHoldTheSameAsync()
    {
        foreach (var user in Users)
        {
            (await MailboxComparer.CompareAsync(Source.AccountOf(user), Destination.AccountOf(user))).ShouldBeSame();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _workers.ForEach(worker => worker.Dispose());
        await Line.DisposeAsync();
        await Source.DisposeAsync();
        await Destination.DisposeAsync();
        await Database.DisposeAsync();
        _keys.Dispose();
    }

    private (string Key, string Value)[] SettingsWith((string Key, string Value)[] settings) =>
    [
        ("Secrets__KeyFolder", Keys),
        ("Destination__Host", DovecotServer.Host),
        ("Destination__Port", $"{Line.Port}"),
        ("Destination__Security", nameof(TransportSecurity.None)),
        ("Destination__MasterUser", DovecotServer.MasterUser),
        ("Destination__MasterPassword", DovecotServer.MasterPassword),
        ("Destination__MasterSeparator", "*"),
        ("SourceAddresses__Allowed__0", "127.0.0.0/8"),
        ("SourceAddresses__AllowedPorts__0", "1024-65535"),
        ("Workers__Lease", "00:00:05"),
        ("Workers__Heartbeat", "00:00:00.5"),
        ("Workers__Reconcile", "00:00:00.5"),
        .. settings,
    ];
}
