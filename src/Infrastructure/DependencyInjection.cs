using Hosting.Migrations.Application;
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
using Hosting.Migrations.Application.Webhooks;
using Hosting.Migrations.Application.Workers;
using Hosting.Migrations.Imap;
using Hosting.Migrations.Infrastructure.Connections;
using Hosting.Migrations.Infrastructure.Persistence;
using Hosting.Migrations.Infrastructure.Persistence.Bulk;
using Hosting.Migrations.Infrastructure.Persistence.Checkpoints;
using Hosting.Migrations.Infrastructure.Persistence.Idempotency;
using Hosting.Migrations.Infrastructure.Persistence.Providers.PostgreSql;
using Hosting.Migrations.Infrastructure.Persistence.Providers.Sqlite;
using Hosting.Migrations.Infrastructure.Persistence.Providers.SqlServer;
using Hosting.Migrations.Infrastructure.Persistence.Repositories;
using Hosting.Migrations.Infrastructure.Persistence.Work;
using Hosting.Migrations.Infrastructure.Security;
using Hosting.Migrations.Infrastructure.Webhooks;
using Hosting.Migrations.Infrastructure.Workers;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Infrastructure;

/// <summary>Wires what implements the application's ports.</summary>
public static class DependencyInjection
{
    /// <summary>Adds the database that the configuration names, what is kept in it, and everything else.</summary>
    /// <param name="services">Where to add them.</param>
    /// <param name="configuration">Holds <c>Database:Provider</c> and <c>ConnectionStrings:Migrations</c>.</param>
    /// <param name="contentRoot">The folder from which the path of a SQLite file counts.</param>
    /// <exception cref="InvalidSettingException">A setting is missing or has a bad value.</exception>
    public static IServiceCollection AddInfrastructure(this IServiceCollection services, IConfiguration configuration, string contentRoot)
    {
        var settings = DatabaseSettings.Read(configuration, contentRoot);
        services.AddSingleton(settings);
        switch (settings.Provider)
        {
            case DatabaseProvider.Sqlite:
                services.AddContext<SqliteMigrationsDbContext, SqliteBulkWriter, SqliteWorkStatements>(SqliteMigrationsDbContext.Use, settings);
                break;
            case DatabaseProvider.PostgreSql:
                services.AddContext<PostgreSqlMigrationsDbContext, PostgreSqlBulkWriter, PostgreSqlWorkStatements>(PostgreSqlMigrationsDbContext.Use, settings);
                break;
            case DatabaseProvider.SqlServer:
                services.AddContext<SqlServerMigrationsDbContext, SqlServerBulkWriter, SqlServerWorkStatements>(SqlServerMigrationsDbContext.Use, settings);
                break;
            default:
                throw new InvalidOperationException($"No context is wired for {settings.Provider}.");
        }

        services.AddScoped<IUnitOfWork>(provider => provider.GetRequiredService<MigrationsDbContext>());
        services.AddScoped<IAuditTrail>(provider => provider.GetRequiredService<MigrationsDbContext>());
        services.AddScoped<IAuditLog, AuditLog>();
        services.AddSingleton<MigrationListQueries>();
        services.AddScoped<IMigrationRepository, MigrationRepository>();
        services.AddScoped<IMailboxFinder, MailboxFinder>();
        services.AddScoped<IRunReportRepository, RunReportRepository>();
        services.AddSingleton<IMigrationWatch, MigrationWatch>();
        services.AddScoped<IResourceRepository, ResourceRepository>();
        services.AddScoped<ICustomerRepository, CustomerRepository>();
        services.AddScoped<IIdempotencyKeys, IdempotencyKeys>();
        services.AddScoped<IApiTokenRepository, ApiTokenRepository>();
        services.AddScoped<ISampleDataStore, SampleDataStore>();
        services.AddScoped<IDatabaseSchema, DatabaseSchema>();
        services.AddSingleton<IWorkRepository, WorkRepository>();
        services.AddScoped<IConnectionRepository, ConnectionRepository>();
        services.AddSingleton<TokenHttp>();
        services.AddSingleton<ITokenEndpoints, TokenEndpoints>();
        services.AddScoped<IWebhookRepository, WebhookRepository>();
        services.AddSingleton<IWebhookSender, HttpWebhookSender>();
        services.AddSingleton<IOutages, DatabaseOutages>();
        services.AddSingleton<WorkQueries>();
        services.AddSingleton<WorkBell>();
        services.AddSingleton<IWorkQueue, WorkQueue>();
        services.AddSingleton<IRefusedLogins, RefusedLogins>();
        services.AddScoped<IWorkPauses, WorkPauses>();
        services.AddScoped<IRunRepository, RunRepository>();
        services.AddSingleton<ICheckpointStores, DatabaseCheckpointStores>();
        services.AddSecrets(contentRoot);
        services.AddMailServers();
        services.AddSingleton<DatabaseHealthCheck>();
        services.AddSingleton<KeysHealthCheck>();
        services.AddHealthChecks().AddCheck<DatabaseHealthCheck>("database").AddCheck<KeysHealthCheck>("keys");
        return services;
    }

    /// <summary>Adds the worker: what does the runs that wait in the queue, and what one worker does for all, beginning once the program has started.</summary>
    /// <param name="services">Where to add it, after <see cref="AddInfrastructure"/>.</param>
    public static IServiceCollection AddWorker(this IServiceCollection services) =>
        services.AddHostedService<Worker>().AddHostedService<Housekeeper>();

    /// <summary>
    /// Begins to make what the first request needs of the persistence, while the caller goes on: the model, and the list's queries.
    /// No database is touched.
    /// </summary>
    /// <param name="services">The services of the whole program.</param>
    public static void WarmUpPersistence(this IServiceProvider services) => Task.Run(() =>
    {
        using var scope = services.CreateScope();
        var context = scope.ServiceProvider.GetRequiredService<MigrationsDbContext>();
        services.GetRequiredService<MigrationListQueries>().Translate(context);
    });

    // The content root does not name the application: every machine must read what any other has encrypted.
    private static void AddSecrets(this IServiceCollection services, string contentRoot)
    {
        services.AddDataProtection().SetApplicationName("Hosting.Migrations");
        services.AddOptions<KeyManagementOptions>().Configure<IOptions<SecretOptions>, ILoggerFactory>((keys, secrets, logs) =>
            keys.XmlRepository = new FileSystemXmlRepository(
                Directory.CreateDirectory(Path.GetFullPath(secrets.Value.KeyFolder, contentRoot)), logs));
        services.AddSingleton<ISecretSealer, DataProtectionSealer>();
    }

    private static void AddContext<TContext, TBulkWriter, TWorkStatements>(
        this IServiceCollection services, Action<DbContextOptionsBuilder, string> use, DatabaseSettings settings)
        where TContext : MigrationsDbContext
        where TBulkWriter : class, IBulkWriter
        where TWorkStatements : WorkStatements
    {
        services.AddDbContextPool<MigrationsDbContext, TContext>(options =>
        {
            use(options, settings.ConnectionString);

            // The search limits its matches without an order, and takes them all.
            options.ConfigureWarnings(warnings => warnings.Ignore(CoreEventId.RowLimitingOperationWithoutOrderByWarning));
        });
        services.AddSingleton<IBulkWriter, TBulkWriter>();
        services.AddSingleton<WorkStatements, TWorkStatements>();
    }
}
