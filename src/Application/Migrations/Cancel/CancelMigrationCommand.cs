using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Idempotency;
using Hosting.Migrations.Application.Workers;
using MediatR;

namespace Hosting.Migrations.Application.Migrations.Cancel;

/// <summary>Calls a migration off.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Code">The migration's code.</param>
public sealed record CancelMigrationCommand(Caller Caller, string Code) : IIdempotentRequest<SingleMigrationDto>, IChangesMigration, IAudited
{
    /// <inheritdoc />
    public AuditAction AuditAction => AuditAction.CancelMigration;

    /// <inheritdoc />
    public string? IdempotencyKey { get; init; }

    /// <inheritdoc />
    public IEnumerable<object?> Meaning => ["cancel", Code];

    /// <inheritdoc />
    public bool IsReplayed { get; set; }

    /// <inheritdoc />
    public bool IsAllowed => true;

    /// <inheritdoc />
    public IReadOnlyList<FieldError> Unreadable { get; init; } = [];
}

internal sealed class CancelMigrationCommandHandler(IMigrationRepository migrations, IUnitOfWork unitOfWork, QueueAfterwards afterwards, MigrationView view, KnownRequests requests, TimeProvider clock)
    : IRequestHandler<CancelMigrationCommand, SingleMigrationDto>, IReplay<CancelMigrationCommand, SingleMigrationDto>
{
    public async Task<SingleMigrationDto> Handle(CancelMigrationCommand request, CancellationToken cancellationToken)
    {
        var seen = await migrations.GetForAsync(request.Caller, request.Code, cancellationToken);
        await unitOfWork.HoldRunsAsync(seen.Id, cancellationToken);
        var migration = await migrations.FindForAsync(request.Caller, request.Code, cancellationToken);
        if (!migration.CanCancel)
        {
            throw new RequestInvalidException([new FieldError("migration_code", Refusals.OfCancel(migration))]);
        }

        var now = clock.GetUtcNow();
        migration.Cancel(now);
        requests.Note(request, migration.Code, now);
        await unitOfWork.SaveChangesAsync(cancellationToken);
        await afterwards.FollowAsync(migration.Code, queue => queue.RemoveWaitingAsync(migration.Id, CancellationToken.None));
        return view.Show(migration);
    }

    public async Task<SingleMigrationDto> ReplayAsync(CancelMigrationCommand request, KnownRequest known, CancellationToken cancellationToken) =>
        view.Show(await migrations.GetForAsync(request.Caller, known.MigrationCode, cancellationToken));
}
