using Hosting.Migrations.Application.Workers.CrashRun;
using Hosting.Migrations.Application.Workers.FinishStep;
using MediatR;

namespace Hosting.Migrations.Application.Workers.TidyUp;

/// <summary>Puts the runs of a migration into the queue that ought to be there, or ends its step where there are none. May be sent again at any time.</summary>
/// <param name="MigrationId">The migration's key.</param>
public sealed record TidyMigrationCommand(long MigrationId) : IRequest;

internal sealed class TidyMigrationCommandHandler(EachAlone each, IWorkRepository work, IWorkQueue queue) : AsyncRequestHandler<TidyMigrationCommand>
{
    protected override async Task Handle(TidyMigrationCommand request, CancellationToken cancellationToken)
    {
        var orphans = await work.ListOrphansAsync(request.MigrationId, cancellationToken);
        await each.SendAsync(orphans.Select(run => new CrashRunCommand(run, request.MigrationId)), cancellationToken);
        if (await queue.FillAsync(request.MigrationId, cancellationToken) == 0)
        {
            await each.SendAsync([new FinishStepCommand(request.MigrationId)], cancellationToken);
        }
    }
}
