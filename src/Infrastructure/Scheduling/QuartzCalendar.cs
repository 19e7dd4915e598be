using System.Globalization;
using Hosting.Migrations.Application.Workers;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace Hosting.Migrations.Infrastructure.Scheduling;

/// <summary>Keeps the calendar in Quartz's tables, in the same database. All that it holds is in the names of jobs and triggers.</summary>
internal sealed class QuartzCalendar(IServiceProvider services) : IWorkCalendar
{
    private const string Runs = "runs";
    private const string Executions = "executions";

    public async Task<IReadOnlyCollection<RunKey>> ListRunsAsync(CancellationToken cancellationToken)
    {
        var scheduler = await GetSchedulerAsync(cancellationToken);
        var keys = await scheduler.GetJobKeys(GroupMatcher<JobKey>.GroupEquals(Runs), cancellationToken);
        return keys.Select(key => RunName.Parse(key.Name)).ToHashSet();
    }

    public async Task AddRunAsync(RunKey run, string sourceHost, CancellationToken cancellationToken)
    {
        var scheduler = await GetSchedulerAsync(cancellationToken);
        var job = JobBuilder.Create<MailboxRunJob>().WithIdentity(RunName.Of(run), Runs).RequestRecovery().Build();
        var trigger = TriggerBuilder.Create().WithIdentity(RunName.Of(run), Runs).WithExecutionGroup(SourceGroup.Of(sourceHost)).Build();
        try
        {
            await scheduler.ScheduleJob(job, trigger, cancellationToken: cancellationToken);
        }
        catch (ObjectAlreadyExistsException)
        {
            // It has come in since the calendar was listed.
        }
    }

    public async Task<IReadOnlyDictionary<long, DateTimeOffset>> ListExecutionsAsync(CancellationToken cancellationToken)
    {
        var scheduler = await GetSchedulerAsync(cancellationToken);
        var keys = await scheduler.GetTriggerKeys(GroupMatcher<TriggerKey>.GroupEquals(Executions), cancellationToken);
        return keys.Select(key => ExecutionName.Parse(key.Name)).GroupBy(execution => execution.MigrationId)
            .ToDictionary(same => same.Key, same => same.Max(execution => execution.Due));
    }

    public async Task SetExecutionAsync(long migrationId, DateTimeOffset due, CancellationToken cancellationToken)
    {
        var scheduler = await GetSchedulerAsync(cancellationToken);
        var job = JobBuilder.Create<ExecutionJob>().WithIdentity(KeyOf(migrationId)).RequestRecovery().Build();

        // A process that was down at that moment begins it late, but begins it.
        var trigger = TriggerBuilder.Create()
            .WithIdentity(new ExecutionName(migrationId, due).ToString(), Executions)
            .StartAt(due)
            .WithSchedule(SimpleScheduleBuilder.Create().WithMisfireInstruction(SimpleTriggerMisfireInstruction.FireNow))
            .Build();
        await scheduler.DeleteJob(job.Key, cancellationToken);
        await scheduler.ScheduleJob(job, trigger, ScheduleJobOptions.Replacing, cancellationToken);
    }

    public async Task RemoveExecutionAsync(long migrationId, CancellationToken cancellationToken)
    {
        var scheduler = await GetSchedulerAsync(cancellationToken);
        await scheduler.DeleteJob(KeyOf(migrationId), cancellationToken);
    }

    public async Task WakeAsync(CancellationToken cancellationToken)
    {
        var scheduler = await GetSchedulerAsync(cancellationToken);

        // One name for all that wake it: ten runs that end at once are one turn.
        var trigger = TriggerBuilder.Create().WithIdentity("wake", ReconcileJob.Key.Group).ForJob(ReconcileJob.Key).Build();
        await scheduler.ScheduleJob(trigger, ScheduleJobOptions.Replacing, cancellationToken);
    }

    private static JobKey KeyOf(long migrationId) => new(migrationId.ToString(CultureInfo.InvariantCulture), Executions);

    // Asked for late: most commands of the operator need no calendar.
    private ValueTask<IScheduler> GetSchedulerAsync(CancellationToken cancellationToken) =>
        services.GetRequiredService<ISchedulerFactory>().GetScheduler(cancellationToken);
}
