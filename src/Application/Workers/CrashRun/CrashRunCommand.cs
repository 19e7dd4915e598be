using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Application.Migrations;
using Hosting.Migrations.Application.Webhooks.Mailboxes;
using Hosting.Migrations.Application.Workers.FinishStep;
using Hosting.Migrations.Domain.Migrations;
using MediatR;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Application.Workers.CrashRun;

/// <summary>Puts a run in order whose worker has not shown up in time, and whose claim this worker has taken over.</summary>
/// <param name="Run">The run.</param>
/// <param name="MigrationId">The key of its migration.</param>
[NotAudited(NotAuditedAttribute.OfWorkers)]
public sealed record CrashRunCommand(RunKey Run, long MigrationId) : IChangesMigration, IRequest;

internal sealed partial class CrashRunCommandHandler(
    IRunRepository runs,
    IUnitOfWork unitOfWork,
    IWorkQueue queue,
    EndedRuns ended,
    MailboxNotices notices,
    WorkerIdentity worker,
    IOptions<WorkerOptions> options,
    TimeProvider clock,
    ILogger<CrashRunCommandHandler> logger)
    : AsyncRequestHandler<CrashRunCommand>
{
    protected override async Task Handle(CrashRunCommand request, CancellationToken cancellationToken)
    {
        var (key, now) = (request.Run, clock.GetUtcNow());

        // Frozen since it took the claim over, this worker may have lost it to one that has begun the run again.
        if (!await runs.TryHoldClaimAsync(key, worker.Repair, cancellationToken))
        {
            unitOfWork.Forget();
            return;
        }

        var subject = await runs.FindAsync(key, cancellationToken);
        var hasCrashed = subject?.Resource.FindRun(key.Step)?.Status == RunStatus.Running;
        if (hasCrashed)
        {
            LogCrashed(subject!.Resource.Code, key.Step);
            subject.Resource.CrashRun(key.Step, options.Value.MaxAttempts, now);
            if (subject.IsToldOf && subject.Resource.FindRun(key.Step) is { IsWaiting: false } over)
            {
                await notices.AddAsync(subject.Resource, over, cancellationToken);
            }
        }

        await unitOfWork.SaveChangesAsync(cancellationToken);
        if (hasCrashed)
        {
            await runs.FollowErrorsAsync(request.MigrationId, cancellationToken);
        }

        if (subject?.CanStart(key.Step) == true)
        {
            await queue.ReleaseAsync(key, worker.Repair, TimeSpan.Zero, cancellationToken);
            return;
        }

        await ended.TakeOutAsync(key, worker.Repair, request.MigrationId, subject?.Status, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Resource}: {Step} has crashed: its worker has not shown up in time")]
    private partial void LogCrashed(string resource, MigrationStep step);
}
