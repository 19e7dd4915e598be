using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Application.Workers.CrashRun;
using Hosting.Migrations.Application.Workers.StartExecution;
using Hosting.Migrations.Application.Workers.TakeSlot;
using MediatR;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Application.Workers.Reconcile;

/// <summary>Takes note of dead workers, gives free slots away, and begins the executions that are due. One worker at a time does it.</summary>
[NotAudited(NotAuditedAttribute.OfWorkers)]
public sealed record ReconcileCommand : IRequest;

internal sealed class ReconcileCommandHandler(
    EachAlone each,
    IWorkRepository work,
    IWorkQueue queue,
    DatabaseContact contact,
    WorkerIdentity worker,
    IOptions<WorkerOptions> options,
    TimeProvider clock)
    : AsyncRequestHandler<ReconcileCommand>
{
    protected override async Task Handle(ReconcileCommand request, CancellationToken cancellationToken)
    {
        // While the database was away, no worker could show up.
        if (contact.HasLasted(options.Value.Lease))
        {
            var expired = await queue.TakeOverExpiredAsync(worker.Repair, options.Value.Lease, cancellationToken);
            await each.SendAsync(expired.Select(claim => new CrashRunCommand(claim.Run, claim.MigrationId)), cancellationToken);
        }

        var ready = await ListReadyAsync(cancellationToken);
        if (ready.Schedulable.Count > 0)
        {
            await each.SendAsync(ready.Schedulable.Select(code => new TakeSlotCommand(code)), cancellationToken);

            // Most of them are due already.
            ready = await ListReadyAsync(cancellationToken);
        }

        await each.SendAsync(ready.Due.Select(id => new StartExecutionCommand(id)), cancellationToken);
    }

    private Task<ReadyMigrations> ListReadyAsync(CancellationToken cancellationToken) =>
        work.ListReadyAsync(options.Value.SlotsPerCustomer, clock.GetUtcNow(), cancellationToken);
}
