using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Application.Connections;
using Hosting.Migrations.Application.Customers;
using Hosting.Migrations.Application.Database;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Idempotency;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Application.Migrations;
using Hosting.Migrations.Application.Migrations.FindMailboxes;
using Hosting.Migrations.Application.Migrations.Follow;
using Hosting.Migrations.Application.Migrations.Resources;
using Hosting.Migrations.Application.SampleData;
using Hosting.Migrations.Application.Security;
using Hosting.Migrations.Application.Tokens;
using Hosting.Migrations.Application.UnitTests.TestData;
using Hosting.Migrations.Application.Webhooks;
using Hosting.Migrations.Application.Workers;
using MediatR;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace Hosting.Migrations.Application.UnitTests.Fakes;

/// <summary>The application layer wired as the service wires it, over ports that only remember.</summary>
internal sealed class TestApplication : IDisposable
{
    private readonly ServiceProvider _services;

    /// <param name="settings">The configuration: keys and values.</param>
    public TestApplication(params (string Key, string Value)[] settings)
    {
        Locks.Setup(locks => locks.TryShareAsync(It.IsAny<MailAccount>(), It.IsAny<CancellationToken>())).ReturnsAsync(() => new MailboxLock(held: null));
        Locks.Setup(locks => locks.TakeAsync(It.IsAny<MailAccount>(), It.IsAny<Action<string>>(), It.IsAny<CancellationToken>())).ReturnsAsync(new MailboxLock(held: null));
        Runs.Setup(runs => runs.TryHoldClaimAsync(It.IsAny<RunKey>(), It.IsAny<string>(), It.IsAny<CancellationToken>())).ReturnsAsync(true);
        Connections.Setup(connections => connections.ListAllAsync(It.IsAny<long>(), It.IsAny<CancellationToken>())).ReturnsAsync([]);
        Customers = new FakeCustomerRepository(UnitOfWork);
        IdempotencyKeys = new FakeIdempotencyKeys(UnitOfWork);
        Tokens = new FakeApiTokenRepository(UnitOfWork);
        SampleData = new FakeSampleDataStore(Customers, Tokens);
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
            .Build();

        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddSingleton<ILoggerFactory>(Logs);
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.AddSingleton<TimeProvider>(Clock);
        services.AddScoped<IUnitOfWork>(_ => UnitOfWork);
        services.AddScoped<ICustomerRepository>(_ => Customers);
        services.AddScoped<IApiTokenRepository>(_ => Tokens);
        services.AddScoped<ISampleDataStore>(_ => SampleData);
        services.AddScoped(_ => Migrations.Object);
        services.AddScoped(_ => Resources.Object);
        services.AddSingleton(_ => Watch.Object);
        services.AddScoped(_ => Schema.Object);
        services.AddSingleton(_ => Copier.Object);
        services.AddSingleton(_ => Checkpoints.Object);
        services.AddSingleton(_ => CheckpointFiles.Object);
        services.AddSingleton(_ => Locks.Object);
        services.AddSingleton<ISecretSealer>(Sealer);
        services.AddScoped(_ => RunReports.Object);
        services.AddScoped<IIdempotencyKeys>(_ => IdempotencyKeys);
        services.AddScoped(_ => Webhooks.Object);
        services.AddScoped(_ => Connections.Object);
        services.AddSingleton(_ => TokenEndpoints.Object);
        services.AddSingleton(_ => WebhookSender.Object);
        services.AddSingleton(_ => Work.Object);
        services.AddSingleton(_ => Queue.Object);
        services.AddSingleton(_ => Outages.Object);
        services.AddSingleton(_ => Logins.Object);
        services.AddScoped(_ => Pauses.Object);
        services.AddScoped(_ => Runs.Object);
        services.AddScoped(_ => Trail.Object);
        services.AddScoped(_ => Log.Object);
        services.AddScoped(_ => Mailboxes.Object);
        services.AddApplication(configuration);
        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    public FakeTimeProvider Clock { get; } = new(Moments.Now);

    public RecordingLoggerFactory Logs { get; } = new();

    public FakeUnitOfWork UnitOfWork { get; } = new();

    public FakeCustomerRepository Customers { get; }

    public FakeApiTokenRepository Tokens { get; }

    public FakeSampleDataStore SampleData { get; }

    public Mock<IMigrationRepository> Migrations { get; } = new();

    public Mock<IResourceRepository> Resources { get; } = new();

    public Mock<IMigrationWatch> Watch { get; } = new();

    public Mock<IDatabaseSchema> Schema { get; } = new();

    public Mock<IMailboxCopier> Copier { get; } = new();

    public Mock<ICheckpointStores> Checkpoints { get; } = new();

    public Mock<ICheckpointFiles> CheckpointFiles { get; } = new();

    public Mock<IMailboxLocks> Locks { get; } = new();

    public FakeSecretSealer Sealer { get; } = new();

    public FakeIdempotencyKeys IdempotencyKeys { get; }

    public Mock<IRunReportRepository> RunReports { get; } = new();

    public Mock<IConnectionRepository> Connections { get; } = new();

    public Mock<ITokenEndpoints> TokenEndpoints { get; } = new();

    public Mock<IWebhookRepository> Webhooks { get; } = new();

    public Mock<IWebhookSender> WebhookSender { get; } = new();

    public Mock<IWorkRepository> Work { get; } = new();

    public Mock<IWorkQueue> Queue { get; } = new();

    public Mock<IOutages> Outages { get; } = new();

    public Mock<IRefusedLogins> Logins { get; } = new();

    public Mock<IWorkPauses> Pauses { get; } = new();

    public Mock<IRunRepository> Runs { get; } = new();

    public Mock<IAuditTrail> Trail { get; } = new();

    public Mock<IAuditLog> Log { get; } = new();

    public Mock<IMailboxFinder> Mailboxes { get; } = new();

    public IServiceProvider Services => _services;

    /// <summary>Sends a request through the whole pipeline, in a scope of its own.</summary>
    public async Task<TResponse> SendAsync<TResponse>(IRequest<TResponse> request, CancellationToken cancellationToken = default)
    {
        await using var scope = _services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, cancellationToken);
    }

    public void Dispose()
    {
        _services.Dispose();
        Logs.Dispose();
    }
}
