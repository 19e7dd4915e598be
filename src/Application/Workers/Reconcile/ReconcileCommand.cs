using Hosting.Migrations.Application.Workers.CrashRun;
using Hosting.Migrations.Application.Workers.TakeSlot;
using MediatR;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Application.Workers.Reconcile;

/// <summary>
/// Holds the calendar against the tables, which are the truth: takes note of dead workers, gives free slots away, sets the dates of executions, and
/// has runs done up to the limits. One worker at a time does it.
/// </summary>
public sealed record ReconcileCommand : IRequest;

internal sealed class ReconcileCommandHandler(
    IMediator mediator, IWorkRepository work, IWorkCalendar calendar, RunDispatcher dispatcher, IOptions<WorkerOptions> options, TimeProvider clock)
    : AsyncRequestHandler<ReconcileCommand>
{
    protected override async Task Handle(ReconcileCommand request, CancellationToken cancellationToken)
    {
        foreach (var run in await work.ListExpiredAsync(clock.GetUtcNow(), cancellationToken))
        {
            await mediator.Send(new CrashRunCommand(run), cancellationToken);
        }

        foreach (var code in await work.ListSchedulableAsync(options.Value.SlotsPerCustomer, cancellationToken))
        {
            await mediator.Send(new TakeSlotCommand(code), cancellationToken);
        }

        await SetExecutionsAsync(cancellationToken);
        await dispatcher.DispatchAsync(cancellationToken);
        await work.ErasePasswordsAsync(clock.GetUtcNow() - options.Value.RetryWithin, cancellationToken);
    }

    private async Task SetExecutionsAsync(CancellationToken cancellationToken)
    {
        var planned = await calendar.ListExecutionsAsync(cancellationToken);
        var scheduled = await work.ListScheduledAsync(cancellationToken);
        foreach (var id in planned.Keys.Except(scheduled.Keys))
        {
            await calendar.RemoveExecutionAsync(id, cancellationToken);
        }

        foreach (var (id, due) in scheduled.Where(entry => !planned.TryGetValue(entry.Key, out var date) || date != entry.Value))
        {
            await calendar.SetExecutionAsync(id, due, cancellationToken);
        }
    }
}
