using System.Runtime.ExceptionServices;
using Hosting.Migrations.Application.Webhooks.Announce;
using Hosting.Migrations.Application.Webhooks.Deliver;
using Hosting.Migrations.Application.Workers;
using Hosting.Migrations.Application.Workers.Reconcile;
using Hosting.Migrations.Application.Workers.TidyUp;
using Hosting.Migrations.Infrastructure.Persistence.Work;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Infrastructure.Workers;

/// <summary>
/// Does what one worker at a time does for all. Each duty has a loop of its own, which neither the copies nor another duty can hold up; a worker that
/// dies or freezes loses it to another one.
/// </summary>
internal sealed partial class Housekeeper(
    IServiceScopeFactory scopes,
    IWorkQueue queue,
    WorkBell bell,
    DatabaseContact contact,
    WorkerIdentity identity,
    IHostApplicationLifetime lifetime,
    IOptions<WorkerOptions> options,
    TimeProvider clock,
    ILogger<Housekeeper> logger)
    : BackgroundService
{
    private static readonly TimeSpan LongestHold = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan TidyEvery = TimeSpan.FromSeconds(15);

    // Whoever takes note of the dead may be among them.
    private TimeSpan Hold => options.Value.Lease < LongestHold ? options.Value.Lease : LongestHold;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.StartedAsync(stoppingToken);
        var ending = new Ending(clock, stoppingToken);
        await Task.WhenAll(
            RepeatAsync("reconcile", options.Value.Reconcile, isWoken: true, [new ReconcileCommand()], ending),
            RepeatAsync("tidy_up", TidyEvery, isWoken: false, [new TidyUpCommand()], ending),
            RepeatAsync("notify", 2 * options.Value.Reconcile, isWoken: true, [new AnnounceEventsCommand(), new DeliverWebhooksCommand()], ending));
    }

    private Task<bool> RepeatAsync(string duty, TimeSpan every, bool isWoken, IRequest[] commands, Ending ending) =>
        ending.RunAsync(async () =>
        {
            if (await RepeatAsync(duty, every, isWoken, commands, ending.Asked))
            {
                await GiveBackAsync(duty, ending.Over);
            }
        });

    /// <returns>Whether the duty is this worker's in the end.</returns>
    private async Task<bool> RepeatAsync(string duty, TimeSpan every, bool isWoken, IRequest[] commands, CancellationToken stoppingToken)
    {
        var complaint = new OnceAMinute(clock);
        var (isMine, asked) = (false, 0L);
        while (!stoppingToken.IsCancellationRequested)
        {
            var news = bell.Next;
            try
            {
                if (!isMine || clock.GetElapsedTime(asked) > Hold / 2)
                {
                    (isMine, asked) = (false, clock.GetTimestamp());
                    isMine = await queue.TryHoldDutyAsync(duty, identity.Name, every + Hold, stoppingToken);
                }

                if (isMine)
                {
                    await DoAsync(commands, stoppingToken);
                }
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                // However the call under way has ended.
                break;
            }
            catch (Exception fault)
            {
                contact.Note(fault);
                if (complaint.IsDue())
                {
                    LogFailed(fault, duty);
                }
            }

            // Whoever stands by need not look as often, least of all for a slow duty.
            var standby = every <= options.Value.Reconcile ? Hold / 2 : Hold;
            var rest = Task.Delay(isMine || every > standby ? every : standby, clock, stoppingToken);
            await (isWoken && isMine ? Task.WhenAny(rest, news) : Task.WhenAny(rest));
        }

        return isMine;
    }

    // A worker that is stopped need not be waited for as one that has died.
    private async Task GiveBackAsync(string duty, CancellationToken over)
    {
        try
        {
            await queue.TryHoldDutyAsync(duty, identity.Name, TimeSpan.Zero, over);
        }
        catch (Exception fault)
        {
            LogNotGivenBack(fault, duty);
        }
    }

    private async Task DoAsync(IRequest[] commands, CancellationToken stoppingToken)
    {
        ExceptionDispatchInfo? failed = null;
        foreach (var command in commands)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<IMediator>().Send(command, stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                // What one can't do keeps the next from nothing.
                failed ??= ExceptionDispatchInfo.Capture(fault);
            }
        }

        failed?.Throw();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The duty {Duty} could not be given back; another worker has it when it is over")]
    private partial void LogNotGivenBack(Exception fault, string duty);

    [LoggerMessage(Level = LogLevel.Error, Message = "The duty {Duty} failed; it is tried again with the next turn")]
    private partial void LogFailed(Exception fault, string duty);
}
