using MediatR;

namespace Hosting.Migrations.Application.Workers.FinishStep;

/// <summary>Takes runs that are over out of the queue, and ends the step with the last of them.</summary>
internal sealed class EndedRuns(IWorkQueue queue, IMediator mediator, WorkerIdentity worker)
{
    /// <summary>Takes out a run that this worker has claimed.</summary>
    /// <param name="run">The run.</param>
    /// <param name="migrationId">The key of its migration.</param>
    /// <param name="cancellationToken">Gives up; the queue's repair does the rest then.</param>
    public async Task TakeOutAsync(RunKey run, long migrationId, CancellationToken cancellationToken)
    {
        await queue.DropAsync(run, worker.Name, cancellationToken);
        if (!await queue.HasAnyAsync(migrationId, cancellationToken))
        {
            await mediator.Send(new FinishStepCommand(migrationId), cancellationToken);
        }
    }
}
