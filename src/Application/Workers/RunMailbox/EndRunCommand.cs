using Hosting.Migrations.Application.Migrations;
using Hosting.Migrations.Domain.Migrations;
using MediatR;

namespace Hosting.Migrations.Application.Workers.RunMailbox;

/// <summary>Ends a run that this worker has claimed, and with the last run the step.</summary>
/// <param name="Run">The run.</param>
/// <param name="Progress">What was done.</param>
/// <param name="Error">Why it failed; null = it succeeded.</param>
/// <param name="IsInterrupted">Whether the worker was stopped, so that another has to go on.</param>
internal sealed record EndRunCommand(RunKey Run, RunProgress Progress, RunError? Error, bool IsInterrupted) : IChangesMigration, IRequest;

internal sealed class EndRunCommandHandler(IMigrationRepository migrations, IUnitOfWork unitOfWork, WorkerIdentity worker, TimeProvider clock)
    : AsyncRequestHandler<EndRunCommand>
{
    protected override async Task Handle(EndRunCommand request, CancellationToken cancellationToken)
    {
        var migration = await migrations.FindByResourceAsync(request.Run.ResourceId, cancellationToken);
        var resource = migration?.Resources.Single(candidate => candidate.Id == request.Run.ResourceId);
        if (resource?.FindRun(request.Run.Step)?.Worker != worker.Name)
        {
            return;
        }

        var now = clock.GetUtcNow();
        if (request.IsInterrupted && !migration!.IsCancelled)
        {
            migration.ReportProgress(resource, request.Progress);
            migration.InterruptRun(resource, now);
        }
        else
        {
            migration!.FinishRun(resource, request.Progress.Ended(), request.Error, now);
            migration.FinishStepIfOver(now);
        }

        await unitOfWork.SaveChangesAsync(cancellationToken);
    }
}
