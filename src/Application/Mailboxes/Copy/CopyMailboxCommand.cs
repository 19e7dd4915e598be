using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.Selection;
using MediatR;

namespace Hosting.Migrations.Application.Mailboxes.Copy;

/// <summary>Copies one mailbox that belongs to no migration.</summary>
/// <param name="Source">Where from.</param>
/// <param name="Preset">What kind of server that is.</param>
/// <param name="Destination">Where to; null = <paramref name="LocalEmail"/> at the configured destination.</param>
/// <param name="LocalEmail">The mailbox at the configured destination; null where <paramref name="Destination"/> is given.</param>
/// <param name="FromDate">Only messages received on or after this moment are copied; null = all.</param>
/// <param name="State">The file that keeps what has been copied; null = one for each pair of mailboxes, in the user's data folder.</param>
/// <param name="Progress">Hears of progress.</param>
[NotAudited("It needs no database, and changes nothing there.")]
public sealed record CopyMailboxCommand(
    MailAccount Source, Preset Preset, MailAccount? Destination, string? LocalEmail, DateTimeOffset? FromDate, string? State, IProgress<CopyProgress> Progress)
    : IMailboxRequest, IRequest<CopyOutcome>
{
    /// <inheritdoc />
    public MailSelection Selection { get; init; } = MailSelection.All;
}

internal sealed class CopyMailboxCommandHandler(IMailboxCopier copier, ICheckpointFiles files, IMailboxLocks locks, ConfiguredDestination configured)
    : IRequestHandler<CopyMailboxCommand, CopyOutcome>
{
    public async Task<CopyOutcome> Handle(CopyMailboxCommand request, CancellationToken cancellationToken)
    {
        var destination = configured.FindFor(request);

        // Before the state is read: what a copy that is under way has done belongs to it.
        using var alone = await locks.TakeAsync(destination, Waits, cancellationToken);
        using var checkpoints = files.OpenFor(request, destination);
        var outcome = await copier.CopyAsync(request.ToCopy(destination, checkpoints), request.Progress, cancellationToken);
        return alone.Problem is { } problem
            ? new CopyOutcome(outcome.Done, outcome.Fault, outcome.Reason, outcome.Failures, [$"other copies into this mailbox could not be kept out meanwhile: {problem}", .. outcome.Notes])
            : outcome;

        void Waits(string what) => request.Progress.Report(new CopyProgress(RunProgress.None, 0, 0, what));
    }
}
