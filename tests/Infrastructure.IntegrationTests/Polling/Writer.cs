using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Databases;
using Hosting.Migrations.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Polling;

/// <summary>
/// Takes a migration through a short life over and over, one transaction a step. A step's number is the moment of the change, so
/// that an answer tells by <c>updated_at</c> which step it has seen.
/// </summary>
internal sealed class Writer(TestDatabase database, Customer owner, int number, CommitOrder order)
{
    private const int MaxDelay = 4;

    // After its last step a migration is gone.
    private static readonly MigrationStatus?[] Life =
        [MigrationStatus.ToSchedule, MigrationStatus.Scheduled, MigrationStatus.Scheduled, MigrationStatus.Running, null];

    private readonly Random _random = new(number);
    private long _begun = -1;
    private long _committed = -1;

    public string Code { get; } = MigrationCode.FromNumber(number);

    /// <summary>The last step that was begun; published before it is.</summary>
    public long Begun => Volatile.Read(ref _begun);

    /// <summary>The last step that was committed; published after it was.</summary>
    public long Committed => Volatile.Read(ref _committed);

    /// <summary>Whether a list of one status, or of all, can show the migration so after some step from one to another.</summary>
    public static bool CanShow(DateTimeOffset? updatedAt, MigrationStatus? filter, long from, long to)
    {
        for (var step = from; step <= to; step++)
        {
            var isListed = step >= 0 && Life[step % Life.Length] is { } status && (filter is null || status == filter);
            if (updatedAt == (isListed ? MomentOf(step) : null))
            {
                return true;
            }
        }

        return false;
    }

    public Task StepAsync() => database.InScopeAsync<MigrationsDbContext>(async context =>
    {
        var step = Committed + 1;
        Volatile.Write(ref _begun, step);
        await using var transaction = await context.Database.BeginTransactionAsync();
        await ChangeAsync(context, step);
        var change = order.Change();

        // What others begin in the meantime may be committed earlier.
        for (var delay = _random.Next(MaxDelay); delay > 0; delay--)
        {
            await context.Customers.CountAsync();
        }

        await transaction.CommitAsync();
        Volatile.Write(ref _committed, step);
        order.Commit(change);
    });

    private async Task ChangeAsync(MigrationsDbContext context, long step)
    {
        var now = MomentOf(step);
        if (step % Life.Length == 0)
        {
            context.Attach(owner);
            context.Add(Samples.AMigration(owner, Code, createdAt: now).Validated());
            await context.SaveChangesAsync();
            return;
        }

        var migration = await context.Migrations.Include(migration => migration.Resources).SingleAsync(migration => migration.Code == Code);
        Action act = (step % Life.Length) switch
        {
            1 => () => migration.Schedule(now),
            2 => () => migration.ForceExecution(Execution.First, now),
            3 => () => migration.StartExecution(now),
            _ => () => context.Remove(migration),
        };
        act();
        await context.SaveChangesAsync();
    }

    private static DateTimeOffset MomentOf(long step) => Samples.Noon.AddMilliseconds(step);
}
