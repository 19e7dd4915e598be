using Hosting.Migrations.Application.Workers;
using Hosting.Migrations.Domain.Selection;
using Hosting.Migrations.Domain.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace Hosting.Migrations.Infrastructure.Persistence.Work;

/// <summary>The questions that each run asks, translated once: to translate them anew took a fifth of a worker's time.
/// One instance serves one provider: EF Core ties a compiled query to the model that it first meets.</summary>
internal sealed class WorkQueries
{
    /// <summary>A mailbox by its key, with its runs and what a run has to know of its migration.</summary>
    public Func<MigrationsDbContext, long, CancellationToken, Task<RunSubject?>> Subject { get; } =
        EF.CompileAsyncQuery((MigrationsDbContext context, long resourceId, CancellationToken cancellationToken) => (
            from resource in context.MigrationResources.Include(resource => resource.Runs)
            join migration in context.Migrations on resource.MigrationId equals migration.Id
            where resource.Id == resourceId
            select new RunSubject(
                resource,
                migration.Status,
                migration.Step,
                migration.CancelledAt != null,
                migration.Preset,
                migration.FromDate,
                migration.PausedAt != null,
                migration.CustomerId,
                context.RefusedLogins.Any())
            {
                Selection = new MailSelection(migration.Folders ?? FolderSelection.All, migration.ReceivedBefore, migration.SizeLimit),
                IsToldOf = context.Webhooks.Any(webhook => webhook.CustomerId == migration.CustomerId && webhook.IsEnabled
                    && EF.Property<string>(webhook, WebhookColumns.Events).Contains(WebhookEvents.OfMailboxes)),
            }).AsSingleQuery().FirstOrDefault());

    /// <summary>Whether anything of a migration is in the queue.</summary>
    public Func<MigrationsDbContext, long, CancellationToken, Task<bool>> HasAny { get; } =
        EF.CompileAsyncQuery((MigrationsDbContext context, long migrationId, CancellationToken cancellationToken) =>
            context.WorkItems.Any(item => item.MigrationId == migrationId));

    /// <summary>Whether any customer has something in the queue.</summary>
    public Func<MigrationsDbContext, CancellationToken, Task<bool>> HasTurns { get; } =
        EF.CompileAsyncQuery((MigrationsDbContext context, CancellationToken cancellationToken) => context.WorkTurns.Any());
}
