using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Benchmarks.Workers;

/// <summary>Stands in for the engine, and costs nothing: what is measured is all that is around it.</summary>
internal sealed class EngineStandIn : IMailboxCopier
{
    private static readonly CopyOutcome Done = new(new RunProgress(Folders: 1), null, null, [], []);

    public Task<RehearsalOutcome> RehearseAsync(MailboxCopy copy, CancellationToken cancellationToken) => throw new NotSupportedException("Workers rehearse nothing.");

    public Task<CopyOutcome> TestAsync(MailboxCopy copy, CancellationToken cancellationToken) => Task.FromResult(Done);

    public Task<CopyOutcome> TryLoginAsync(MailAccount source, MailServer own, CancellationToken cancellationToken) => Task.FromResult(Done);

    public Task<CopyOutcome> CopyAsync(MailboxCopy copy, IProgress<CopyProgress> progress, CancellationToken cancellationToken) => Task.FromResult(Done);
}
