using Hosting.Migrations.Application.Migrations;
using MediatR;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Application.Workers.RunMailbox;

/// <summary>Claims a run for this worker.</summary>
/// <param name="Run">The run.</param>
internal sealed record BeginRunCommand(RunKey Run) : IChangesMigration, IRequest<RunAssignment?>;

internal sealed class BeginRunCommandHandler(
    IMigrationRepository migrations, IUnitOfWork unitOfWork, WorkerIdentity worker, IOptions<WorkerOptions> options, TimeProvider clock)
    : IRequestHandler<BeginRunCommand, RunAssignment?>
{
    /// <returns>Null if there is nothing to do any more: it is done, another worker does it, or nobody wants it.</returns>
    public async Task<RunAssignment?> Handle(BeginRunCommand request, CancellationToken cancellationToken)
    {
        var migration = await migrations.FindByResourceAsync(request.Run.ResourceId, cancellationToken);
        var resource = migration?.Resources.Single(candidate => candidate.Id == request.Run.ResourceId);
        if (migration?.Step != request.Run.Step || !migration.CanStartRun(resource!) || resource!.SealedPassword is null)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        migration.StartRun(resource, now, new(worker.Name, now + options.Value.Lease));
        await unitOfWork.SaveChangesAsync(cancellationToken);
        return RunAssignment.Of(migration, resource);
    }
}
