using Hosting.Migrations.Domain.Migrations;
using MediatR;

namespace Hosting.Migrations.Application.Workers.FinishStep;

/// <summary>Takes runs that are over out of the queue, and ends the step with the last of them.</summary>
internal sealed class EndedRuns(IWorkQueue queue, IMediator mediator)
{
    /// <summary>Takes out a run that has been claimed. What follows from its end comes first: whoever dies in between leaves the claim, with which it is done again.</summary>
    /// <param name="run">The run.</param>
    /// <param name="worker">Who has claimed it.</param>
    /// <param name="migrationId">The key of its migration.</param>
    /// <param name="status">Where that stands; null if it is gone.</param>
    /// <param name="cancellationToken">Gives up; the queue's repair does the rest then.</param>
    public async Task TakeOutAsync(RunKey run, string worker, long migrationId, MigrationStatus? status, CancellationToken cancellationToken)
    {
        if (run.Step == MigrationStep.TestRun && status is not (null or MigrationStatus.Validating))
        {
            // Tested beside an execution that is under way, or has begun since, the mailbox takes part from now on.
            await queue.FillAsync(migrationId, cancellationToken);
        }

        await queue.DropAsync(run, worker, cancellationToken);
        if (!await queue.HasAnyAsync(migrationId, cancellationToken))
        {
            await mediator.Send(new FinishStepCommand(migrationId), cancellationToken);
        }
    }
}
