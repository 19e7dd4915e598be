using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Application.Migrations;
using Hosting.Migrations.Domain.Migrations;
using MediatR;

namespace Hosting.Migrations.Application.Workers.StartExecution;

/// <summary>Begins the execution of a migration if it is due. May be sent again at any time.</summary>
/// <param name="MigrationId">The migration's key.</param>
[NotAudited(NotAuditedAttribute.OfWorkers)]
public sealed record StartExecutionCommand(long MigrationId) : IChangesMigration, IRequest;

internal sealed class StartExecutionCommandHandler(IMigrationRepository migrations, IUnitOfWork unitOfWork, IWorkQueue queue, TimeProvider clock)
    : AsyncRequestHandler<StartExecutionCommand>
{
    protected override async Task Handle(StartExecutionCommand request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var migration = await migrations.FindByIdAsync(request.MigrationId, cancellationToken);
        if (migration is not { Status: MigrationStatus.Scheduled, IsPaused: false } || migration.NextExecutionDate > now)
        {
            return;
        }

        migration.StartExecution(now);
        await unitOfWork.SaveChangesAsync(cancellationToken);
        await queue.FillAsync(migration.Id, cancellationToken);
    }
}
