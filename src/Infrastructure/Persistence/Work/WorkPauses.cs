using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Application.Workers;
using Microsoft.EntityFrameworkCore;

namespace Hosting.Migrations.Infrastructure.Persistence.Work;

/// <summary>The pauses in the database, which claims and heartbeats look at.</summary>
internal sealed class WorkPauses(MigrationsDbContext context, IWorkQueue queue) : IWorkPauses
{
    private const string Paused = "paused";

    public async Task PauseAsync(string? sourceHost, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var key = KeyOf(sourceHost);
        if (await context.WorkPauses.AnyAsync(pause => pause.SourceHost == key, cancellationToken))
        {
            return;
        }

        context.WorkPauses.Add(new WorkPause { SourceHost = key, PausedAt = now });
        context.Note(new AuditNote(AuditObject.Pause, sourceHost) { After = new Dictionary<string, object?> { [Paused] = true } });
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException fault) when (fault.IsTakenKey())
        {
            // Another request was faster.
            context.ChangeTracker.Clear();
        }
    }

    public async Task ResumeAsync(string? sourceHost, CancellationToken cancellationToken)
    {
        var key = KeyOf(sourceHost);
        await using (var together = await context.Database.BeginTransactionAsync(cancellationToken))
        {
            if (await context.WorkPauses.Where(pause => pause.SourceHost == key).ExecuteDeleteAsync(cancellationToken) == 0)
            {
                return;
            }

            context.Note(new AuditNote(AuditObject.Pause, sourceHost) { Before = new Dictionary<string, object?> { [Paused] = true } });
            await context.SaveChangesAsync(cancellationToken);
            await together.CommitAsync(cancellationToken);
        }

        await queue.WakeAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<(string? SourceHost, DateTimeOffset PausedAt)>> ListAsync(CancellationToken cancellationToken) =>
        (await context.WorkPauses.AsNoTracking().ToListAsync(cancellationToken))
            .ConvertAll(pause => (pause.SourceHost == WorkPause.Everything ? null : pause.SourceHost, pause.PausedAt));

    private static string KeyOf(string? sourceHost) => sourceHost is null ? WorkPause.Everything : WorkItem.HostOf(sourceHost);
}
