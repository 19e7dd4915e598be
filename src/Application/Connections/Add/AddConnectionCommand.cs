using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Security;
using MediatR;

namespace Hosting.Migrations.Application.Connections.Add;

/// <summary>Adds a connection for a customer.</summary>
/// <param name="Caller">Who asks.</param>
public sealed record AddConnectionCommand(Caller Caller) : IApiRequest, IRetriedWhenOvertaken, IRequest<ConnectionDto>, ISealsSecrets, IAudited
{
    /// <inheritdoc />
    public AuditAction AuditAction => AuditAction.AddConnection;

    /// <summary>The customer's code; for admins, who must name it.</summary>
    public string? CustomerCode { get; init; }

    /// <summary>The name by which CSV files name it.</summary>
    public string? Name { get; init; }

    /// <summary>The text of a <see cref="Domain.Connections.ConnectionKind"/>.</summary>
    public string? Kind { get; init; }

    /// <summary>The one mail server at which it logs in; null = that of the kind.</summary>
    public string? RemoteServer { get; init; }

    /// <summary>The directory of an app.</summary>
    public string? Tenant { get; init; }

    /// <summary>The app or client.</summary>
    public string? ClientId { get; init; }

    /// <summary>Where a client gets tokens.</summary>
    public string? TokenEndpoint { get; init; }

    /// <summary>What tokens are asked for; null = the usual of the kind.</summary>
    public string? Scope { get; init; }

    /// <summary>The master user.</summary>
    public string? User { get; init; }

    /// <summary>What joins user and master user into one name.</summary>
    public string? Separator { get; init; }

    /// <summary>The secret.</summary>
    public ConnectionSecrets Secrets { get; init; } = ConnectionSecrets.None;

    /// <inheritdoc />
    public bool IsAllowed => Caller.IsAdmin || (CustomerCode is null && Unreadable.All(error => error.Field != "customer_code"));

    /// <inheritdoc />
    public IReadOnlyList<FieldError> Unreadable { get; init; } = [];
}
