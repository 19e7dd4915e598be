using Hosting.Migrations.Application.Workers;
using Hosting.Migrations.Infrastructure.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Quartz;

namespace Hosting.Migrations.Infrastructure.Scheduling;

/// <summary>Wires Quartz.NET, with its store in the service's own database.</summary>
internal static class SchedulingRegistration
{
    // How soon a worker sees what another has put into the calendar, and that another is dead.
    private static readonly TimeSpan LookAround = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Checkin = TimeSpan.FromSeconds(5);

    public static IServiceCollection AddScheduling(this IServiceCollection services)
    {
        var settings = (DatabaseSettings)services.Last(service => service.ServiceType == typeof(DatabaseSettings)).ImplementationInstance!;
        var scope = settings.Provider == DatabaseProvider.Sqlite ? ExecutionLimitScope.Node : ExecutionLimitScope.Cluster;
        services.AddQuartz(quartz =>
        {
            quartz.UsePersistentStore(store =>
            {
                Use(store, settings);
                store.ProvisionSchema();
                store.ConfigureStore(options => options.StoreJobDataAsStrings = true);
            });
            quartz.UseDefaultThreadPool(_ => { });
            quartz.UseExecutionLimits((provider, limits) => limits.ForGroupsWithPrefix(
                SourceGroup.Prefix, provider.GetRequiredService<IOptions<WorkerOptions>>().Value.PerSourceHost, scope));
        });
        services.AddOptions<QuartzSchedulerOptions>().Configure<WorkerIdentity>((scheduler, worker) =>
        {
            scheduler.InstanceName = "Hosting.Migrations";
            scheduler.InstanceId = worker.Name;
            scheduler.IdleWaitTime = LookAround;
        });

        // Besides the mailboxes, room for what keeps the calendar and for what tells webhooks.
        services.AddOptions<ThreadPoolOptions>().Configure<IOptions<WorkerOptions>>((pool, worker) => pool.MaxConcurrency = worker.Value.MailboxesAtOnce + 2);
        return services;
    }

    private static void Use(IPersistentStoreBuilder store, DatabaseSettings settings)
    {
        switch (settings.Provider)
        {
            case DatabaseProvider.Sqlite:
                store.UseSqlite(settings.ConnectionString);
                break;
            case DatabaseProvider.PostgreSql:
                store.UsePostgres(settings.ConnectionString);
                store.UseClustering(cluster => cluster.CheckinInterval = Checkin);
                break;
            case DatabaseProvider.SqlServer:
                store.UseSqlServer(settings.ConnectionString);
                store.UseClustering(cluster => cluster.CheckinInterval = Checkin);
                break;
            default:
                throw new InvalidOperationException($"No calendar is wired for {settings.Provider}.");
        }
    }
}
