using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Paging;
using Hosting.Migrations.Application.Security;
using MediatR;

namespace Hosting.Migrations.Application.Connections.Change;

/// <summary>Gives a connection another name or secret, or the consent for a mailbox. What is null stays as it is.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Id">The connection's id.</param>
public sealed record ChangeConnectionCommand(Caller Caller, string Id)
    : IApiRequest, IRetriedWhenOvertaken, IRequest<Revalidated<ConnectionDto>>, ISealsSecrets, IAudited
{
    /// <inheritdoc />
    public AuditAction AuditAction => AuditAction.ChangeConnection;

    /// <summary>The name by which CSV files name it.</summary>
    public string? Name { get; init; }

    /// <summary>The secret in the place of the one before.</summary>
    public ConnectionSecrets Secrets { get; init; } = ConnectionSecrets.None;

    /// <summary>The user at the source whose consent is given.</summary>
    public string? Mailbox { get; init; }

    /// <summary>The refresh token in which the consent consists.</summary>
    public string? RefreshToken { get; init; }

    /// <summary>The tags of what the client has seen, of which one has to be that of what is there; null = it does not ask.</summary>
    public IReadOnlyList<string>? ExpectedTags { get; init; }

    /// <inheritdoc />
    public bool IsAllowed => true;

    /// <inheritdoc />
    public IReadOnlyList<FieldError> Unreadable { get; init; } = [];

    /// <summary>The name alone: there are secrets in it.</summary>
    public override string ToString() => nameof(ChangeConnectionCommand);
}
