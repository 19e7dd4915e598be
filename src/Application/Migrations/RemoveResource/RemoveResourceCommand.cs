using AutoMapper;
using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Migrations.Resources;
using Hosting.Migrations.Application.Paging;
using Hosting.Migrations.Application.Workers;
using Hosting.Migrations.Domain.Migrations;
using MediatR;

namespace Hosting.Migrations.Application.Migrations.RemoveResource;

/// <summary>Takes a mailbox out of a migration, with its runs and its password.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Code">The migration's code.</param>
/// <param name="ResourceCode">The mailbox's code.</param>
public sealed record RemoveResourceCommand(Caller Caller, string Code, string ResourceCode) : IApiRequest, IChangesMigration, IRequest, IAudited
{
    /// <inheritdoc />
    public AuditAction AuditAction => AuditAction.RemoveMailbox;

    /// <summary>The tags of what the client has seen, of which one has to be that of what is there; null = it does not ask.</summary>
    public IReadOnlyList<string>? ExpectedTags { get; init; }

    /// <inheritdoc />
    public bool IsAllowed => true;

    /// <inheritdoc />
    public IReadOnlyList<FieldError> Unreadable => [];
}

internal sealed class RemoveResourceCommandHandler(IMigrationRepository migrations, IUnitOfWork unitOfWork, QueueAfterwards afterwards, IMapper mapper, TimeProvider clock)
    : AsyncRequestHandler<RemoveResourceCommand>
{
    protected override async Task Handle(RemoveResourceCommand request, CancellationToken cancellationToken)
    {
        var migration = await migrations.FindForAsync(request.Caller, request.Code, cancellationToken);
        var resource = migration.GetResource(request.ResourceCode);
        AnswerTag.EnsureSeen(MigrationResourceProfile.Show(mapper, resource, migration.FromDate), request.ExpectedTags);
        if (FindRefusal(migration, resource) is { } reason)
        {
            throw new RequestInvalidException([new FieldError("resource_code", reason)]);
        }

        migration.RemoveResource(resource, clock.GetUtcNow());
        await unitOfWork.SaveChangesAsync(cancellationToken);
        await afterwards.FollowAsync(migration.Code, queue => queue.WakeAsync(CancellationToken.None));
    }

    private static string? FindRefusal(Migration migration, MigrationResource resource) =>
        Refusals.OfChange(migration)
        ?? (resource.IsRunning ? Refusals.IsRunning
            : migration.ResourceCount == 1 ? "is the only mailbox of its migration; delete that instead"
            : null);
}
