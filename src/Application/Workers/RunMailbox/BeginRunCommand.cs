using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Application.Connections;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Application.Migrations;
using Hosting.Migrations.Domain.Migrations;
using MediatR;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Application.Workers.RunMailbox;

/// <summary>Begins a run that this worker has claimed.</summary>
/// <param name="Run">The run.</param>
[NotAudited(NotAuditedAttribute.OfWorkers)]
internal sealed record BeginRunCommand(RunKey Run) : IChangesMigration, IRequest<RunAssignment?>;

internal sealed class BeginRunCommandHandler(
    IRunRepository runs,
    IConnectionRepository connections,
    IUnitOfWork unitOfWork,
    IWorkQueue queue,
    IMailboxLocks locks,
    TurnedAway turnedAway,
    LoginPause logins,
    WorkerIdentity worker,
    IOptions<WorkerOptions> options,
    IOptions<DestinationOptions> destination,
    TimeProvider clock)
    : IRequestHandler<BeginRunCommand, RunAssignment?>
{
    /// <returns>Null if there is nothing to do now: the run is done, nobody wants it, its login has to wait, or a copy by hand writes into the mailbox.</returns>
    public async Task<RunAssignment?> Handle(BeginRunCommand request, CancellationToken cancellationToken)
    {
        var subject = await runs.FindAsync(request.Run, cancellationToken);
        if (subject?.CanStart(request.Run.Step) != true)
        {
            await queue.DropAsync(request.Run, worker.Name, cancellationToken);
            if (subject is { IsPaused: true })
            {
                // Resumed since it was read, it has found this run in the queue still.
                await queue.FillAsync(subject.Resource.MigrationId, cancellationToken);
            }

            return null;
        }

        if (await logins.TryPutOffAsync(request.Run, subject, cancellationToken))
        {
            return null;
        }

        var beside = await TryShareAsync(request.Run.Step, subject.Resource.LocalEmail, cancellationToken);
        if (turnedAway.Note(request.Run, beside is null))
        {
            await queue.ReleaseAsync(request.Run, worker.Name, options.Value.Reconcile, cancellationToken);
            return null;
        }

        try
        {
            var connection = subject.Resource.ConnectionId is { } id ? await connections.FindAsync(id, cancellationToken) : null;
            var hadError = subject.Resource.HasError;
            var run = subject.Resource.StartRun(request.Run.Step, clock.GetUtcNow());
            await runs.HoldMigrationAsync(subject, cancellationToken);
            await unitOfWork.SaveChangesAsync(cancellationToken);
            if (hadError)
            {
                await runs.FollowErrorsAsync(subject.Resource.MigrationId, cancellationToken);
            }

            return RunAssignment.Of(subject, run, connection?.Connection, beside!);
        }
        catch
        {
            beside!.Dispose();
            throw;
        }
    }

    // A test writes nothing.
    private async Task<MailboxLock?> TryShareAsync(MigrationStep step, string localEmail, CancellationToken cancellationToken) =>
        step != MigrationStep.TestRun && destination.Value.FindMailbox(localEmail) is { } mailbox
            ? await locks.TryShareAsync(mailbox, cancellationToken)
            : new MailboxLock(held: null);
}
