using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Application.Migrations;
using Hosting.Migrations.Application.Webhooks.Mailboxes;
using Hosting.Migrations.Application.Workers.FinishStep;
using Hosting.Migrations.Domain.Migrations;
using MediatR;

namespace Hosting.Migrations.Application.Workers.RunMailbox;

/// <summary>Ends a run that this worker has begun, and with the last run the step; or hands it back.</summary>
/// <param name="Run">The run.</param>
/// <param name="Attempt">Which attempt. If another one has begun since, nothing happens.</param>
/// <param name="Verdict">What has come of it.</param>
[NotAudited(NotAuditedAttribute.OfWorkers)]
internal sealed record EndRunCommand(RunKey Run, int Attempt, RunVerdict Verdict) : IChangesMigration, IRequest;

internal sealed class EndRunCommandHandler(
    IRunRepository runs,
    IUnitOfWork unitOfWork,
    IWorkQueue queue,
    EndedRuns ended,
    LoginPause logins,
    MailboxNotices notices,
    WorkerIdentity worker,
    TimeProvider clock)
    : AsyncRequestHandler<EndRunCommand>
{
    protected override async Task Handle(EndRunCommand request, CancellationToken cancellationToken)
    {
        var (key, verdict) = (request.Run, request.Verdict);
        var subject = await runs.FindAsync(key, cancellationToken);
        if (subject?.Resource is not { } resource || resource.FindRun(key.Step) is not { Status: RunStatus.Running } run || run.Attempts != request.Attempt)
        {
            return;
        }

        // What has been called off is not taken up again.
        var isHandedBack = verdict.Pause is not null && !subject.IsBeingCancelled;
        if (isHandedBack)
        {
            // What has to pass is told; that a worker had to stop is no error.
            resource.HandBackRun(key.Step, verdict.Progress, clock.GetUtcNow(), verdict.Pause > TimeSpan.Zero ? verdict.Error : null);
        }
        else
        {
            resource.FinishRun(key.Step, verdict.Progress.Ended(), verdict.Error, clock.GetUtcNow());
            if (subject.IsToldOf)
            {
                await notices.AddAsync(resource, run, cancellationToken);
            }
        }

        await unitOfWork.SaveChangesAsync(cancellationToken);
        if (resource.HasError)
        {
            await runs.FollowErrorsAsync(resource.MigrationId, cancellationToken);
        }

        if (!isHandedBack)
        {
            await logins.FollowAsync(key.Step, subject, verdict.Error?.Fault, cancellationToken);
        }

        if (isHandedBack && !subject.IsPaused)
        {
            await queue.ReleaseAsync(key, worker.Name, verdict.Pause!.Value, cancellationToken);
            return;
        }

        await ended.TakeOutAsync(key, worker.Name, resource.MigrationId, subject.Status, cancellationToken);
    }
}
