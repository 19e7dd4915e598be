using System.Runtime.CompilerServices;
using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Errors;
using MediatR;

namespace Hosting.Migrations.Application.Migrations.Follow;

/// <summary>Asks to be told what happens to a migration, until it has ended. Null where there is nothing more to be told.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Code">The migration's code.</param>
public sealed record FollowMigrationQuery(Caller Caller, string Code) : IApiRequest, IRequest<IAsyncEnumerable<FollowedEvent>?>
{
    /// <summary>The id of the last event that the caller knows; 0 = none.</summary>
    public long LastEventId { get; init; }

    /// <inheritdoc />
    public bool IsAllowed => true;

    /// <inheritdoc />
    public IReadOnlyList<FieldError> Unreadable { get; init; } = [];
}

internal sealed class FollowMigrationQueryHandler(IMigrationRepository migrations, IMigrationWatch watch, TimeProvider clock)
    : IRequestHandler<FollowMigrationQuery, IAsyncEnumerable<FollowedEvent>?>
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan HeartbeatAfter = TimeSpan.FromSeconds(15);

    // Whoever follows on comes again by itself, and with a token that is still good.
    private static readonly TimeSpan MaxDuration = TimeSpan.FromMinutes(10);

    public async Task<IAsyncEnumerable<FollowedEvent>?> Handle(FollowMigrationQuery request, CancellationToken cancellationToken)
    {
        var migration = await migrations.GetForAsync(request.Caller, request.Code, cancellationToken);
        return request.LastEventId > 0 && await watch.LookAsync(migration.Id, request.LastEventId, cancellationToken) is { HasEnded: true, Events: [] }
            ? null
            : FollowAsync(migration.Id, request.LastEventId, cancellationToken);
    }

    private async IAsyncEnumerable<FollowedEvent> FollowAsync(
        long migrationId, long known, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (started, told) = (clock.GetTimestamp(), clock.GetTimestamp());
        MigrationProgressDto? progress = null;
        while (await watch.LookAsync(migrationId, known, cancellationToken) is { } glimpse)
        {
            foreach (var happened in glimpse.Events)
            {
                known = happened.Id;
                var detail = MigrationProfile.DetailOf(happened.IsCancelled, happened.IsPaused, happened.Step);
                yield return new FollowedEvent("status", known, new MigrationStatusDto(happened.Status, detail, happened.OccurredAt));
                told = clock.GetTimestamp();
            }

            if (glimpse.Progress != progress)
            {
                progress = glimpse.Progress;
                yield return new FollowedEvent("progress", null, progress);
                told = clock.GetTimestamp();
            }

            if (glimpse.HasEnded || clock.GetElapsedTime(started) > MaxDuration)
            {
                yield break;
            }

            if (clock.GetElapsedTime(told) >= HeartbeatAfter)
            {
                yield return FollowedEvent.Heartbeat;
                told = clock.GetTimestamp();
            }

            await Task.Delay(Pause, clock, cancellationToken);
        }
    }
}
