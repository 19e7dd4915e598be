using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Idempotency;
using Hosting.Migrations.Application.Workers;
using MediatR;

namespace Hosting.Migrations.Application.Migrations.Resume;

/// <summary>Ends the pause of a migration, which goes on where it stood.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Code">The migration's code.</param>
public sealed record ResumeMigrationCommand(Caller Caller, string Code) : IIdempotentRequest<SingleMigrationDto>, IChangesMigration, IAudited
{
    /// <inheritdoc />
    public AuditAction AuditAction => AuditAction.ResumeMigration;

    /// <inheritdoc />
    public string? IdempotencyKey { get; init; }

    /// <inheritdoc />
    public IEnumerable<object?> Meaning => ["resume", Code];

    /// <inheritdoc />
    public bool IsReplayed { get; set; }

    /// <inheritdoc />
    public bool IsAllowed => true;

    /// <inheritdoc />
    public IReadOnlyList<FieldError> Unreadable { get; init; } = [];
}

internal sealed class ResumeMigrationCommandHandler(IMigrationRepository migrations, IUnitOfWork unitOfWork, QueueAfterwards afterwards, MigrationView view, KnownRequests requests, TimeProvider clock)
    : IRequestHandler<ResumeMigrationCommand, SingleMigrationDto>, IReplay<ResumeMigrationCommand, SingleMigrationDto>
{
    public async Task<SingleMigrationDto> Handle(ResumeMigrationCommand request, CancellationToken cancellationToken)
    {
        var migration = await migrations.FindForAsync(request.Caller, request.Code, cancellationToken);
        if (!migration.IsPaused)
        {
            throw new RequestInvalidException([new FieldError("migration_code", Refusals.NotPaused)]);
        }

        var now = clock.GetUtcNow();
        migration.Resume(now);
        requests.Note(request, migration.Code, now);
        await unitOfWork.SaveChangesAsync(cancellationToken);
        await afterwards.FollowAsync(migration.Code, async queue =>
        {
            await queue.FillAsync(migration.Id, CancellationToken.None);
            await queue.WakeAsync(CancellationToken.None);
        });
        return view.Show(migration);
    }

    public async Task<SingleMigrationDto> ReplayAsync(ResumeMigrationCommand request, KnownRequest known, CancellationToken cancellationToken) =>
        view.Show(await migrations.GetForAsync(request.Caller, known.MigrationCode, cancellationToken));
}
