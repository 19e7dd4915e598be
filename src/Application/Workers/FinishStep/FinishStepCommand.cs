using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Application.Migrations;
using MediatR;

namespace Hosting.Migrations.Application.Workers.FinishStep;

/// <summary>Ends the step of a migration if its last run is over. May be sent again at any time.</summary>
/// <param name="MigrationId">The migration's key.</param>
[NotAudited(NotAuditedAttribute.OfWorkers)]
public sealed record FinishStepCommand(long MigrationId) : IChangesMigration, IRequest;

internal sealed class FinishStepCommandHandler(IMigrationRepository migrations, IUnitOfWork unitOfWork, IWorkQueue queue, TimeProvider clock)
    : AsyncRequestHandler<FinishStepCommand>
{
    protected override async Task Handle(FinishStepCommand request, CancellationToken cancellationToken)
    {
        // The handler's scope may still hold what a run has changed.
        unitOfWork.Forget();
        if (await migrations.FindByIdAsync(request.MigrationId, cancellationToken) is { IsStepOver: true } migration)
        {
            migration.FinishStepIfOver(clock.GetUtcNow());
            await unitOfWork.SaveChangesAsync(cancellationToken);
            await queue.WakeAsync(cancellationToken);
        }
    }
}
