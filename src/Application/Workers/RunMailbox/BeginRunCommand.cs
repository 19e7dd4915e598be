using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Application.Migrations;
using Hosting.Migrations.Domain.Migrations;
using MediatR;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Application.Workers.RunMailbox;

/// <summary>Claims a run for this worker, and the mailbox into which it writes.</summary>
/// <param name="Run">The run.</param>
internal sealed record BeginRunCommand(RunKey Run) : IChangesMigration, IRequest<RunAssignment?>;

internal sealed class BeginRunCommandHandler(
    IMigrationRepository migrations,
    IUnitOfWork unitOfWork,
    IWorkRepository work,
    IMailboxLocks locks,
    WorkerIdentity worker,
    IOptions<WorkerOptions> options,
    IOptions<DestinationOptions> destination,
    TimeProvider clock)
    : IRequestHandler<BeginRunCommand, RunAssignment?>
{
    /// <returns>Null if there is nothing to do any more: it is done, another worker does it, nobody wants it, or another run or a copy by hand writes into the mailbox.</returns>
    public async Task<RunAssignment?> Handle(BeginRunCommand request, CancellationToken cancellationToken)
    {
        var migration = await migrations.FindByResourceAsync(request.Run.ResourceId, cancellationToken);
        var resource = migration?.Resources.Single(candidate => candidate.Id == request.Run.ResourceId);
        if (migration?.Step != request.Run.Step || !migration.CanStartRun(resource!) || resource!.SealedPassword is null)
        {
            return null;
        }

        // A test writes nothing. Whoever is faster between this look and the claim is told by the database, and then this is done anew.
        var mailbox = request.Run.Step == MigrationStep.TestRun ? null : destination.Value.FindKey(resource.LocalEmail);
        if (mailbox is not null && (await work.ListBusyMailboxesAsync(cancellationToken)).Contains(mailbox))
        {
            return null;
        }

        if ((mailbox is null ? new MailboxLock(held: null) : locks.TryShare(mailbox)) is not { } beside)
        {
            return null;
        }

        try
        {
            var now = clock.GetUtcNow();
            migration.StartRun(resource, now, new(worker.Name, now + options.Value.Lease, mailbox));
            await unitOfWork.SaveChangesAsync(cancellationToken);
            return RunAssignment.Of(migration, resource, beside);
        }
        catch
        {
            beside.Dispose();
            throw;
        }
    }
}
