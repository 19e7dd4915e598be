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

    // Rung when something may have been announced.
    private readonly WorkBell _announced = new();

    // Whoever takes note of the dead may be among them.
    private TimeSpan Hold => options.Value.Lease < LongestHold ? options.Value.Lease : LongestHold;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.StartedAsync(stoppingToken);
        var ending = new Ending(clock, stoppingToken);
        await Task.WhenAll(
            RepeatAsync("reconcile", options.Value.Reconcile, bell, new ReconcileCommand(), ending),
            RepeatAsync("tidy_up", TidyEvery, wakes: null, new TidyUpCommand(), ending),
            RepeatAsync("notify", 2 * options.Value.Reconcile, bell, new AnnounceEventsCommand(), ending, tells: _announced),
            RepeatAsync("deliver", 2 * options.Value.Reconcile, _announced, new DeliverWebhooksCommand(), ending));
    }

    private Task<bool> RepeatAsync(string duty, TimeSpan every, WorkBell? wakes, IRequest command, Ending ending, WorkBell? tells = null) =>
        ending.RunAsync(async () =>
        {
            if (await RepeatAsync(duty, every, wakes, command, tells, ending.Asked))
            {
                await GiveBackAsync(duty, ending.Over);
            }
        });

    /// <returns>Whether the duty is this worker's in the end.</returns>
    private async Task<bool> RepeatAsync(
        string duty, TimeSpan every, WorkBell? wakes, IRequest command, WorkBell? tells, CancellationToken stoppingToken)
    {
        var complaint = new OnceAMinute(clock);
        var (isMine, asked) = (false, 0L);
        while (!stoppingToken.IsCancellationRequested)
        {
            var news = wakes?.Next;
            try
            {
                if (!isMine || clock.GetElapsedTime(asked) > Hold / 2)
                {
                    (isMine, asked) = (false, clock.GetTimestamp());
                    isMine = await queue.TryHoldDutyAsync(duty, identity.Name, every + Hold, stoppingToken);
                }

                if (isMine)
                {
                    (isMine, asked) = await DoAsync(duty, every, command, asked, stoppingToken);
                    tells?.Ring();
                }
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                // However the call under way has ended.
                break;
            }
            catch (Exception fault)
            {
                if (!contact.IsLostBy(fault) && complaint.IsDue())
                {
                    LogFailed(fault, duty);
                }
            }

            // Whoever stands by need not look as often, least of all for a slow duty.
            var standby = every <= options.Value.Reconcile ? Hold / 2 : Hold;
            var rest = Task.Delay(isMine || every > standby ? every : standby, clock, stoppingToken);
            await (news is not null && isMine ? Task.WhenAny(rest, news) : Task.WhenAny(rest));
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

    /// <returns>Whether the duty is still this worker's, and when that was asked for.</returns>
    private async Task<(bool IsMine, long Asked)> DoAsync(string duty, TimeSpan every, IRequest command, long asked, CancellationToken stoppingToken)
    {
        var (doing, isMine) = (SendAsync(command, stoppingToken), true);
        try
        {
            // What takes long is this worker's for as long.
            while (await Task.WhenAny(doing, Task.Delay(Hold / 2, clock, stoppingToken)) != doing && !stoppingToken.IsCancellationRequested)
            {
                (isMine, asked) = (false, clock.GetTimestamp());
                isMine = await queue.TryHoldDutyAsync(duty, identity.Name, every + Hold, stoppingToken);
            }
        }
        finally
        {
            await doing;
        }

        return (isMine, asked);
    }

    private async Task SendAsync(IRequest command, CancellationToken stoppingToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IMediator>().Send(command, stoppingToken);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The duty {Duty} could not be given back; another worker has it when it is over")]
    private partial void LogNotGivenBack(Exception fault, string duty);

    [LoggerMessage(Level = LogLevel.Error, Message = "The duty {Duty} failed; it is tried again with the next turn")]
    private partial void LogFailed(Exception fault, string duty);
}
