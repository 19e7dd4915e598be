using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Application.Migrations;
using Hosting.Migrations.Domain.Migrations;
using MediatR;

namespace Hosting.Migrations.Application.Workers.GiveUpTest;

/// <summary>Gives a verdict on a test that was asked for after the end of its migration, and still waits when the passwords are erased.</summary>
/// <param name="Run">The test.</param>
[NotAudited(NotAuditedAttribute.OfWorkers)]
public sealed record GiveUpTestCommand(RunKey Run) : IChangesMigration, IRequest;

internal sealed class GiveUpTestCommandHandler(IRunRepository runs, IUnitOfWork unitOfWork, IWorkQueue queue, TimeProvider clock)
    : AsyncRequestHandler<GiveUpTestCommand>
{
    protected override async Task Handle(GiveUpTestCommand request, CancellationToken cancellationToken)
    {
        var (key, subject) = (request.Run, await runs.FindAsync(request.Run, cancellationToken));
        if (subject?.Status.HasEnded() != true || subject.Resource.FindRun(key.Step) is not { IsWaiting: true } run)
        {
            return;
        }

        subject.Resource.GiveUpRun(key.Step, VerdictOn(run), clock.GetUtcNow());
        await unitOfWork.SaveChangesAsync(cancellationToken);
        await runs.FollowErrorsAsync(subject.Resource.MigrationId, cancellationToken);
        await queue.WithdrawAsync(key.ResourceId, cancellationToken);
    }

    // What it has waited to pass, or that it was never tried with this login.
    private static RunError VerdictOn(Run run) => run is { IsAskedAgain: false, Fault: { } fault, Error: { } reason }
        ? new RunError(fault, reason)
        : new RunError(CopyFault.Cancelled, "The test did not begin before the time for repairs was over, which counts from the end of the migration.");
}
