using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Application.Errors;
using MediatR;

namespace Hosting.Migrations.Application.Migrations.Delete;

/// <summary>Takes a migration away with all that belongs to it.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Code">The migration's code.</param>
public sealed record DeleteMigrationCommand(Caller Caller, string Code) : IApiRequest, IChangesMigration, IRequest, IAudited
{
    /// <inheritdoc />
    public AuditAction AuditAction => AuditAction.DeleteMigration;

    /// <summary>The tags of what the client has seen, of which one has to be that of what is there; null = it does not ask.</summary>
    public IReadOnlyList<string>? ExpectedTags { get; init; }

    /// <inheritdoc />
    public bool IsAllowed => true;

    /// <inheritdoc />
    public IReadOnlyList<FieldError> Unreadable => [];
}

internal sealed class DeleteMigrationCommandHandler(IMigrationRepository migrations, IUnitOfWork unitOfWork)
    : IRequestHandler<DeleteMigrationCommand>
{
    public async Task<Unit> Handle(DeleteMigrationCommand request, CancellationToken cancellationToken)
    {
        var migration = await migrations.FindForAsync(request.Caller, request.Code, cancellationToken);
        migrations.EnsureSeen(migration, request.ExpectedTags);
        if (!migration.CanDelete)
        {
            throw new RequestInvalidException([new FieldError("migration_code", Refusals.OfDelete(migration))]);
        }

        migrations.Remove(migration);
        await unitOfWork.SaveChangesAsync(cancellationToken);
        return Unit.Value;
    }
}
