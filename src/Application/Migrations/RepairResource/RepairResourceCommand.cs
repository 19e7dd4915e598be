using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Migrations.Resources;
using Hosting.Migrations.Application.Paging;
using Hosting.Migrations.Application.Security;
using Hosting.Migrations.Domain.Migrations;
using MediatR;

namespace Hosting.Migrations.Application.Migrations.RepairResource;

/// <summary>Gives a mailbox another login at its source, which is tested at once. What is null stays as it is.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Code">The migration's code.</param>
/// <param name="ResourceCode">The mailbox's code.</param>
public sealed record RepairResourceCommand(Caller Caller, string Code, string ResourceCode) : IApiRequest, IChangesMigration, IRequest<Revalidated<SingleMigrationResourceDto>>, ISealsSecrets, IAudited
{
    /// <inheritdoc />
    public AuditAction AuditAction => AuditAction.RepairMailbox;

    /// <summary>The source's host name or address, optionally with a port.</summary>
    public string? RemoteServer { get; init; }

    /// <summary>The user at the source.</summary>
    public string? RemoteUsername { get; init; }

    /// <summary>The user's password.</summary>
    public string? RemotePassword { get; init; }

    /// <summary>The master user who logs in on the user's behalf.</summary>
    public string? Masteruser { get; init; }

    /// <summary>The master user's password.</summary>
    public string? MasteruserPassword { get; init; }

    /// <summary>The name of the connection that logs in, in the place of a password.</summary>
    public string? Connection { get; init; }

    /// <summary>Whether no master user logs in any more.</summary>
    public bool LeavesMasteruser { get; init; }

    /// <summary>The tags of what the client has seen, of which one has to be that of what is there; null = it does not ask.</summary>
    public IReadOnlyList<string>? ExpectedTags { get; init; }

    /// <inheritdoc />
    public bool IsAllowed => true;

    /// <inheritdoc />
    public IReadOnlyList<FieldError> Unreadable { get; init; } = [];

    /// <summary>
    /// The login that was there when the request came: if it is another one after somebody else was faster, two have repaired the mailbox at once, and
    /// what the later one knew is not true any more.
    /// </summary>
    internal SourceLogin? Known { get; set; }

    /// <summary>The name alone: there are passwords in it.</summary>
    public override string ToString() => nameof(RepairResourceCommand);
}
