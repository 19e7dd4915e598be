using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Idempotency;
using Hosting.Migrations.Application.Workers;
using MediatR;

namespace Hosting.Migrations.Application.Migrations.Pause;

/// <summary>Pauses a migration: no run begins until it is resumed, and those under way are handed back.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Code">The migration's code.</param>
public sealed record PauseMigrationCommand(Caller Caller, string Code) : IIdempotentRequest<SingleMigrationDto>, IChangesMigration, IAudited
{
    /// <inheritdoc />
    public AuditAction AuditAction => AuditAction.PauseMigration;

    /// <inheritdoc />
    public string? IdempotencyKey { get; init; }

    /// <inheritdoc />
    public IEnumerable<object?> Meaning => ["pause", Code];

    /// <inheritdoc />
    public bool IsReplayed { get; set; }

    /// <inheritdoc />
    public bool IsAllowed => true;

    /// <inheritdoc />
    public IReadOnlyList<FieldError> Unreadable { get; init; } = [];
}

internal sealed class PauseMigrationCommandHandler(IMigrationRepository migrations, IUnitOfWork unitOfWork, QueueAfterwards afterwards, MigrationView view, KnownRequests requests, TimeProvider clock)
    : IRequestHandler<PauseMigrationCommand, SingleMigrationDto>, IReplay<PauseMigrationCommand, SingleMigrationDto>
{
    public async Task<SingleMigrationDto> Handle(PauseMigrationCommand request, CancellationToken cancellationToken)
    {
        var migration = await migrations.FindForAsync(request.Caller, request.Code, cancellationToken);
        if (!migration.CanPause)
        {
            throw new RequestInvalidException([new FieldError("migration_code", Refusals.OfPause(migration))]);
        }

        var now = clock.GetUtcNow();
        migration.Pause(now);
        requests.Note(request, migration.Code, now);
        await unitOfWork.SaveChangesAsync(cancellationToken);
        await afterwards.FollowAsync(migration.Code, queue => queue.RemoveWaitingAsync(migration.Id, CancellationToken.None));
        return view.Show(migration);
    }

    public async Task<SingleMigrationDto> ReplayAsync(PauseMigrationCommand request, KnownRequest known, CancellationToken cancellationToken) =>
        view.Show(await migrations.GetForAsync(request.Caller, known.MigrationCode, cancellationToken));
}
