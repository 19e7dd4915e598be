using MediatR;

namespace Hosting.Migrations.Application.Mailboxes.Copy;

/// <summary>Copies one mailbox that belongs to no migration.</summary>
/// <param name="Source">Where from.</param>
/// <param name="Destination">Where to.</param>
/// <param name="Rules">Which folders of the source are left out.</param>
/// <param name="FromDate">Only messages received on or after this moment are copied; null = all.</param>
/// <param name="State">The file that keeps what has been copied.</param>
/// <param name="Progress">Hears of progress.</param>
public sealed record CopyMailboxCommand(
    MailAccount Source, MailAccount Destination, FolderRules Rules, DateTimeOffset? FromDate, string State, IProgress<CopyProgress> Progress)
    : IRequest<CopyOutcome>;

internal sealed class CopyMailboxCommandHandler(IMailboxCopier copier, ICheckpointStores stores) : IRequestHandler<CopyMailboxCommand, CopyOutcome>
{
    public async Task<CopyOutcome> Handle(CopyMailboxCommand request, CancellationToken cancellationToken)
    {
        var mailbox = $"{request.Source.Login.User}@{request.Source.Server} -> {request.Destination.Login.User}@{request.Destination.Server}";
        using var checkpoints = stores.OpenFile(request.State, mailbox);
        var copy = new MailboxCopy(request.Source, request.Destination, checkpoints, request.Rules, request.FromDate);
        return await copier.CopyAsync(copy, request.Progress, cancellationToken);
    }
}
