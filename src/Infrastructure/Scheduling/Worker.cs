using Hosting.Migrations.Application.Workers;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Quartz;

namespace Hosting.Migrations.Infrastructure.Scheduling;

/// <summary>Starts the scheduler once the service is up, and again and again while the database can't be reached; stops it with the service.</summary>
internal sealed partial class Worker(
    ISchedulerFactory schedulers, IHostApplicationLifetime lifetime, IOptions<WorkerOptions> options, WorkerIdentity identity, TimeProvider clock, ILogger<Worker> logger)
    : BackgroundService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await WaitForStartAsync(stoppingToken);
        while (true)
        {
            try
            {
                await StartAsync(await schedulers.GetScheduler(stoppingToken), stoppingToken);
                LogStarted(identity.Name);
                return;
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                LogNotStarted(fault, Patience);
                await Task.Delay(Patience, clock, stoppingToken);
            }
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        foreach (var scheduler in await schedulers.GetAllSchedulers(cancellationToken))
        {
            await scheduler.Shutdown(waitForJobsToComplete: true, cancellationToken);
        }
    }

    private static async Task RepeatAsync<TJob>(IScheduler scheduler, JobKey key, TimeSpan every, CancellationToken cancellationToken)
        where TJob : IJob
    {
        var job = JobBuilder.Create<TJob>().WithIdentity(key).StoreDurably().Build();
        var trigger = TriggerBuilder.Create()
            .WithIdentity(key.Name, key.Group)
            .ForJob(key)
            .WithSchedule(SimpleScheduleBuilder.Create().WithInterval(every).RepeatForever())
            .Build();
        await scheduler.AddJob(job, AddJobOptions.Replacing, cancellationToken);
        await scheduler.ScheduleJob(trigger, ScheduleJobOptions.Replacing, cancellationToken);
    }

    private async Task StartAsync(IScheduler scheduler, CancellationToken cancellationToken)
    {
        await RepeatAsync<ReconcileJob>(scheduler, ReconcileJob.Key, options.Value.Reconcile, cancellationToken);
        await RepeatAsync<NotifyJob>(scheduler, NotifyJob.Key, options.Value.Reconcile, cancellationToken);
        await scheduler.Start(cancellationToken);
    }

    private async Task WaitForStartAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The worker {Worker} has started")]
    private partial void LogStarted(string worker);

    [LoggerMessage(Level = LogLevel.Error, Message = "The scheduler could not be started; tried again in {Patience}")]
    private partial void LogNotStarted(Exception fault, TimeSpan patience);
}
