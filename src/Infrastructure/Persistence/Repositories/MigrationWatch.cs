using Hosting.Migrations.Application.Migrations.Follow;
using Hosting.Migrations.Domain.Migrations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hosting.Migrations.Infrastructure.Persistence.Repositories;

internal sealed class MigrationWatch(IServiceScopeFactory scopes) : IMigrationWatch
{
    public async Task<MigrationGlimpse?> LookAsync(long migrationId, long afterEvent, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<MigrationsDbContext>();

        // Before the events, so that the event of this status is among them.
        var state = await context.Migrations.Where(migration => migration.Id == migrationId)
            .Select(migration => new { migration.Status, migration.Step })
            .FirstOrDefaultAsync(cancellationToken);
        if (state is null)
        {
            return null;
        }

        var events = await context.MigrationEvents.AsNoTracking()
            .Where(happened => happened.MigrationId == migrationId && happened.Id > afterEvent)
            .OrderBy(happened => happened.Id)
            .ToListAsync(cancellationToken);
        return new MigrationGlimpse(state.Status, events, await ProgressAsync(context, migrationId, state.Step, cancellationToken));
    }

    private static async Task<MigrationProgressDto> ProgressAsync(
        MigrationsDbContext context, long migrationId, MigrationStep? step, CancellationToken cancellationToken)
    {
        var resources = context.MigrationResources.Where(resource => resource.MigrationId == migrationId);
        var counts = await resources.GroupBy(resource => resource.Status)
            .Select(status => new { status.Key, Count = status.Count() })
            .ToDictionaryAsync(status => status.Key, status => status.Count, cancellationToken);
        var sums = await context.Runs
            .Where(run => run.Step == step && resources.Any(resource => resource.Id == run.ResourceId))
            .GroupBy(run => run.Step)
            .Select(runs => new
            {
                Total = runs.Sum(run => run.Progress.MessagesTotal),
                Copied = runs.Sum(run => run.Progress.MessagesCopied),
                Skipped = runs.Sum(run => run.Progress.MessagesSkipped),
                Failed = runs.Sum(run => run.Progress.MessagesFailed),
                Bytes = runs.Sum(run => run.Progress.BytesCopied),
                LeftOut = runs.Sum(run => run.Progress.MessagesLeftOut),
                Missing = runs.Sum(run => run.Progress.MessagesMissing),
            })
            .FirstOrDefaultAsync(cancellationToken);
        return new MigrationProgressDto(
            counts.GetValueOrDefault(ResourceStatus.Pending),
            counts.GetValueOrDefault(ResourceStatus.Running),
            counts.GetValueOrDefault(ResourceStatus.Success),
            counts.GetValueOrDefault(ResourceStatus.Error) + counts.GetValueOrDefault(ResourceStatus.Crashed),
            sums?.Total ?? 0,
            sums?.Copied ?? 0,
            sums?.Skipped ?? 0,
            sums?.Failed ?? 0,
            sums?.Bytes ?? 0,
            sums?.LeftOut ?? 0,
            sums?.Missing ?? 0);
    }
}
