using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Application.Paging;
using Hosting.Migrations.Application.Security;
using Hosting.Migrations.Domain.Connections;
using MediatR;

namespace Hosting.Migrations.Application.Connections.Change;

internal sealed class ChangeConnectionCommandHandler(
    IConnectionRepository connections, ConnectionTurn turn, ConnectionGrants grants, ISecretSealer sealer, IUnitOfWork unitOfWork, TimeProvider clock)
    : IRequestHandler<ChangeConnectionCommand, Revalidated<ConnectionDto>>
{
    public async Task<Revalidated<ConnectionDto>> Handle(ChangeConnectionCommand request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var owned = await turn.TakeAsync(request.Caller, request.Id, request.ExpectedTags, cancellationToken);
        var connection = owned.Connection;
        FieldError[] faults = [.. await FindFaultsAsync(connection, request, now, cancellationToken)];
        if (faults.Length > 0)
        {
            unitOfWork.Forget();
            throw new RequestInvalidException(faults);
        }

        connection.Rename(request.Name ?? connection.Name, now);
        if (request.Secrets.Value is { } secret)
        {
            connection.ReplaceSecret(sealer.Seal(new Secret(secret)), AccountOf(connection, secret), now);
        }

        if (request.RefreshToken is { } token)
        {
            await grants.KeepAsync(connection, request.Mailbox!, new Secret(token), cancellationToken);
        }

        await unitOfWork.SaveChangesAsync(cancellationToken);
        return AnswerTag.Revalidate(ConnectionDto.Of(owned));
    }

    private async Task<IEnumerable<FieldError>> FindFaultsAsync(
        Connection connection, ChangeConnectionCommand request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var faults = request.Secrets.FindFaults(connection.Kind, now).Select(fault => new FieldError(fault.Field, fault.Reason)).ToList();
        if (request.Name is { } name && await connections.FindNameFaultAsync(connection.CustomerId, name, connection, cancellationToken) is { } taken)
        {
            faults.Add(taken);
        }

        if (request.RefreshToken is not null && !connection.NeedsConsent)
        {
            faults.Add(new FieldError("refresh_token", "is not part of this kind, which needs no consent of single mailboxes"));
        }

        return faults;
    }

    private static string? AccountOf(Connection connection, string secret) =>
        connection.Kind == ConnectionKind.GoogleServiceAccount && ServiceAccountKey.TryRead(secret, out var key) ? key.Email : null;
}
