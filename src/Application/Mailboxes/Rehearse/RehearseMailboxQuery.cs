using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.Selection;
using MediatR;

namespace Hosting.Migrations.Application.Mailboxes.Rehearse;

/// <summary>Asks what the copy of a mailbox that belongs to no migration would do.</summary>
/// <param name="Source">Where from.</param>
/// <param name="Preset">What kind of server that is.</param>
/// <param name="Destination">Where to; null = <paramref name="LocalEmail"/> at the configured destination.</param>
/// <param name="LocalEmail">The mailbox at the configured destination; null where <paramref name="Destination"/> is given.</param>
/// <param name="FromDate">Only messages received on or after this moment are copied; null = all.</param>
/// <param name="State">The file that keeps what has been copied; null = one for each pair of mailboxes, in the user's data folder.</param>
public sealed record RehearseMailboxQuery(MailAccount Source, Preset Preset, MailAccount? Destination, string? LocalEmail, DateTimeOffset? FromDate, string? State)
    : IMailboxRequest, IRequest<RehearsalOutcome>
{
    /// <inheritdoc />
    public MailSelection Selection { get; init; } = MailSelection.All;
}

internal sealed class RehearseMailboxQueryHandler(IMailboxCopier copier, ICheckpointFiles files, ConfiguredDestination configured)
    : IRequestHandler<RehearseMailboxQuery, RehearsalOutcome>
{
    public async Task<RehearsalOutcome> Handle(RehearseMailboxQuery request, CancellationToken cancellationToken)
    {
        var destination = configured.FindFor(request);
        using var checkpoints = files.OpenFor(request, destination);
        return await copier.RehearseAsync(request.ToCopy(destination, checkpoints), cancellationToken);
    }
}
