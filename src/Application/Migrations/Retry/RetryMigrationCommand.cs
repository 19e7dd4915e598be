using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Application.Connections;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Idempotency;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Application.Workers;
using Hosting.Migrations.Domain.Migrations;
using MediatR;

namespace Hosting.Migrations.Application.Migrations.Retry;

/// <summary>
/// Tries the mailboxes of a migration that has ended again which are no success, failed tests included; while it goes on, those that wait for a login.
/// </summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Code">The migration's code.</param>
public sealed record RetryMigrationCommand(Caller Caller, string Code) : IIdempotentRequest<SingleMigrationDto>, IChangesMigration, IAudited
{
    /// <inheritdoc />
    public AuditAction AuditAction => AuditAction.RetryMigration;

    /// <inheritdoc />
    public string? IdempotencyKey { get; init; }

    /// <inheritdoc />
    public IEnumerable<object?> Meaning => ["retry", Code, ErrorCode, Resources, .. RemoteServer is null ? Array.Empty<object?>() : [RemoteServer]];

    /// <inheritdoc />
    public bool IsReplayed { get; set; }

    /// <summary>Only these, by their codes; null = all.</summary>
    public IReadOnlyList<string>? Resources { get; init; }

    /// <summary>Only those whose latest run failed for this reason; null = any.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Only those of this source, as their rows name it; null = any.</summary>
    public string? RemoteServer { get; init; }

    /// <inheritdoc />
    public bool IsAllowed => true;

    /// <inheritdoc />
    public IReadOnlyList<FieldError> Unreadable { get; init; } = [];
}

internal sealed class RetryMigrationCommandHandler(
    IMigrationRepository migrations,
    IConnectionRepository connections,
    IUnitOfWork unitOfWork,
    QueueAfterwards afterwards,
    IRefusedLogins logins,
    CustomerLimits limits,
    MigrationView view,
    KnownRequests requests,
    IAuditTrail trail,
    TimeProvider clock)
    : IRequestHandler<RetryMigrationCommand, SingleMigrationDto>, IReplay<RetryMigrationCommand, SingleMigrationDto>
{
    public async Task<SingleMigrationDto> Handle(RetryMigrationCommand request, CancellationToken cancellationToken)
    {
        var migration = await migrations.FindForAsync(request.Caller, request.Code, cancellationToken);
        if (!migration.Status.HasEnded() && RetryPick.OfWaiting(migration, request) is { Count: > 0 } waiting)
        {
            await logins.ForgetAsync(KeysOf(migration, waiting), cancellationToken);
            trail.Note(new AuditNote(AuditObject.Migration, migration.Code, migration.Owner, migration.Code)
            {
                After = new Dictionary<string, object?> { ["resources"] = waiting.Select(resource => resource.Code).ToList() },
            });
            requests.Note(request, migration.Code, clock.GetUtcNow());
            await unitOfWork.SaveChangesAsync(cancellationToken);
            return view.Show(migration);
        }

        if (!migration.CanRetry)
        {
            throw new RequestInvalidException([new FieldError("migration_code", Refusals.OfRetry(migration))]);
        }

        var picked = RetryPick.Of(migration, request);

        // Before anything is stored, since the retry would try nothing without it, and before anything is held.
        await logins.ForgetAsync(KeysOf(migration, picked ?? migration.FindRetryable()), cancellationToken);
        await limits.EnsureRoomAgainAsync(migration, "migration_code", cancellationToken);
        await connections.EnsureThereAsync(migration.CustomerId, migration.Resources.Select(resource => resource.ConnectionId), cancellationToken);
        var now = clock.GetUtcNow();
        migration.Retry(now, picked);
        requests.Note(request, migration.Code, now);
        await unitOfWork.SaveChangesAsync(cancellationToken);
        await afterwards.FollowAsync(migration.Code, queue => queue.FillAsync(migration.Id, CancellationToken.None));
        return view.Show(migration);
    }

    public async Task<SingleMigrationDto> ReplayAsync(RetryMigrationCommand request, KnownRequest known, CancellationToken cancellationToken) =>
        view.Show(await migrations.GetForAsync(request.Caller, known.MigrationCode, cancellationToken));

    private static HashSet<string> KeysOf(Migration migration, IEnumerable<MigrationResource> resources) =>
        [.. resources.Select(resource => LoginKey.Of(migration.CustomerId, resource.ToLogin()))];
}
