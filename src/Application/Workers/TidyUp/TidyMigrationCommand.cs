using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Application.Workers.CrashRun;
using Hosting.Migrations.Application.Workers.FinishStep;
using MediatR;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Application.Workers.TidyUp;

/// <summary>Puts the runs of a migration into the queue that ought to be there, or ends its step where there are none. May be sent again at any time.</summary>
/// <param name="MigrationId">The migration's key.</param>
[NotAudited(NotAuditedAttribute.OfWorkers)]
public sealed record TidyMigrationCommand(long MigrationId) : IRequest;

internal sealed class TidyMigrationCommandHandler(EachAlone each, IWorkRepository work, IWorkQueue queue, WorkerIdentity worker, IOptions<WorkerOptions> options) : AsyncRequestHandler<TidyMigrationCommand>
{
    protected override async Task Handle(TidyMigrationCommand request, CancellationToken cancellationToken)
    {
        var orphans = await work.ListOrphansAsync(request.MigrationId, cancellationToken);
        foreach (var run in orphans)
        {
            // As if its worker had just been found dead: nobody else begins or ends it now.
            if (await queue.TryClaimLostAsync(run, worker.Repair, options.Value.Lease, cancellationToken))
            {
                await each.SendAsync([new CrashRunCommand(run, request.MigrationId)], cancellationToken);
            }
        }

        if (await queue.FillAsync(request.MigrationId, cancellationToken) == 0)
        {
            await each.SendAsync([new FinishStepCommand(request.MigrationId)], cancellationToken);
        }
    }
}
