using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Application.Errors;
using MediatR;

namespace Hosting.Migrations.Application.Connections.Remove;

/// <summary>Takes a connection away that no migration needs any more, with all consents.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Id">The connection's id.</param>
public sealed record RemoveConnectionCommand(Caller Caller, string Id) : IApiRequest, IRetriedWhenOvertaken, IRequest, IAudited
{
    /// <inheritdoc />
    public AuditAction AuditAction => AuditAction.DeleteConnection;

    /// <summary>The tags of what the client has seen, of which one has to be that of what is there; null = it does not ask.</summary>
    public IReadOnlyList<string>? ExpectedTags { get; init; }

    /// <inheritdoc />
    public bool IsAllowed => true;

    /// <inheritdoc />
    public IReadOnlyList<FieldError> Unreadable => [];
}

internal sealed class RemoveConnectionCommandHandler(IConnectionRepository connections, ConnectionTurn turn, IUnitOfWork unitOfWork)
    : AsyncRequestHandler<RemoveConnectionCommand>
{
    protected override async Task Handle(RemoveConnectionCommand request, CancellationToken cancellationToken)
    {
        // Whoever uploads for the same customer waits, so that no migration comes in that needs it.
        var connection = (await turn.TakeAsync(request.Caller, request.Id, request.ExpectedTags, cancellationToken)).Connection;
        if (await connections.FindUseAsync(connection.PublicId, cancellationToken) is { } code)
        {
            unitOfWork.Forget();
            throw new RequestInvalidException(
            [
                new FieldError(
                    "connection_id", $"can't be deleted: mailboxes of {code}, which has not ended, log in by it; wait for its end, cancel it, or repair them first"),
            ]);
        }

        connections.Remove(connection);
        await unitOfWork.SaveChangesAsync(cancellationToken);
    }
}
