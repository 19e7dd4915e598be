using Hosting.Migrations.Application.Paging;
using Hosting.Migrations.Application.Webhooks;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.Webhooks;
using Hosting.Migrations.Infrastructure.Persistence.Configurations;
using Microsoft.EntityFrameworkCore;

namespace Hosting.Migrations.Infrastructure.Persistence.Repositories;

internal sealed class WebhookRepository(MigrationsDbContext context) : IWebhookRepository
{
    private const string GivenUp = "given up: nothing has got through to the receiver for days";

    // What a newer version has noted is announced by that one, and keeps nobody else's news back.
    private static readonly MigrationStatus[] Statuses = Enum.GetValues<MigrationStatus>();
    private static readonly MigrationStep?[] Steps = [null, .. Enum.GetValues<MigrationStep>()];

    public async Task<(IReadOnlyList<OwnedWebhook> Items, int Total)> ListAsync(
        long? customerId, PageRequest page, CancellationToken cancellationToken)
    {
        var webhooks = context.Webhooks.AsNoTracking().Where(webhook => customerId == null || webhook.CustomerId == customerId);
        var total = await webhooks.CountAsync(cancellationToken);
        var owned = await Owned(webhooks).OrderBy(one => one.Webhook.Id).ReadAsync(page, total, cancellationToken);
        return (owned.ConvertAll(one => new OwnedWebhook(one.Webhook, one.Code)), total);
    }

    public Task<int> CountAsync(long customerId, CancellationToken cancellationToken) =>
        context.Webhooks.CountAsync(webhook => webhook.CustomerId == customerId, cancellationToken);

    public async Task<OwnedWebhook?> FindAsync(string publicId, CancellationToken cancellationToken) =>
        await Owned(context.Webhooks.Where(webhook => webhook.PublicId == publicId)).SingleOrDefaultAsync(cancellationToken) is { } owned
            ? new OwnedWebhook(owned.Webhook, owned.Code)
            : null;

    public void Add(Webhook webhook) => context.Webhooks.Add(webhook);

    public void Remove(Webhook webhook) => context.Webhooks.Remove(webhook);

    public async Task<(IReadOnlyList<LoggedDelivery> Items, int Total)> ListDeliveriesAsync(
        long webhookId, PageRequest page, CancellationToken cancellationToken)
    {
        var deliveries = context.WebhookDeliveries.AsNoTracking().Where(delivery => delivery.WebhookId == webhookId);
        var total = await deliveries.CountAsync(cancellationToken);
        var logged =
            from delivery in deliveries
            join happened in context.MigrationEvents on delivery.EventId equals happened.Id
            join migration in context.Migrations on happened.MigrationId equals migration.Id
            orderby delivery.Id descending
            select new { Delivery = delivery, migration.Code };
        var items = page.Offset >= total ? [] : await logged.Skip((int)page.Offset).Take(page.Size).ToListAsync(cancellationToken);
        return (items.ConvertAll(one => new LoggedDelivery(one.Delivery, one.Code)), total);
    }

    public async Task<IReadOnlyList<UnannouncedEvent>> ListUnannouncedAsync(int atMost, CancellationToken cancellationToken)
    {
        var events = await (
            from happened in context.MigrationEvents
            join migration in context.Migrations on happened.MigrationId equals migration.Id
            where EF.Property<DateTimeOffset?>(happened, MigrationEventConfiguration.AnnouncedAt) == null
                && Statuses.Contains(happened.Status) && Steps.Contains(happened.Step)
            orderby happened.Id
            select new { Event = happened, migration.CustomerId }).Take(atMost).ToListAsync(cancellationToken);
        if (events.Count == 0)
        {
            return [];
        }

        var customers = events.Select(entry => entry.CustomerId).Distinct().ToList();
        var webhooks = await context.Webhooks.AsNoTracking().Where(webhook => customers.Contains(webhook.CustomerId)).ToListAsync(cancellationToken);
        var listening = webhooks.FindAll(webhook => webhook.Wants(WebhookEvents.StatusChanged));
        return events.ConvertAll(entry => new UnannouncedEvent(
            entry.Event,
            [
                .. listening.Where(webhook => webhook.CustomerId == entry.CustomerId && webhook.CreatedAt <= entry.Event.OccurredAt)
                    .Select(webhook => webhook.Id),
            ]));
    }

    public void Announce(UnannouncedEvent happened, DateTimeOffset now)
    {
        context.WebhookDeliveries.AddRange(happened.WebhookIds.Select(webhookId => new WebhookDelivery(webhookId, happened.Event.Id, now)));
        context.Entry(happened.Event).Property<DateTimeOffset?>(MigrationEventConfiguration.AnnouncedAt).CurrentValue = now.ToUniversalTime();
    }

    public async Task<MailboxAudience?> FindAudienceAsync(long migrationId, string kind, CancellationToken cancellationToken)
    {
        var migration = await context.Migrations
            .Where(migration => migration.Id == migrationId)
            .Select(migration => new
            {
                migration.Owner,
                migration.CustomerId,
                LatestEvent = context.MigrationEvents.Where(happened => happened.MigrationId == migration.Id).Max(happened => (long?)happened.Id),
            })
            .SingleOrDefaultAsync(cancellationToken);
        if (migration is not { LatestEvent: { } latest })
        {
            return null;
        }

        var webhooks = await context.Webhooks.AsNoTracking()
            .Where(webhook => webhook.CustomerId == migration.CustomerId).ToListAsync(cancellationToken);
        return webhooks.FindAll(webhook => webhook.Wants(kind)).ConvertAll(webhook => webhook.Id) is { Count: > 0 } listening
            ? new MailboxAudience(migration.Owner, latest, listening)
            : null;
    }

    public void Add(WebhookDelivery delivery) => context.WebhookDeliveries.Add(delivery);

    public async Task<IReadOnlyList<DueWebhook>> ListDueAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        await context.Webhooks
            .Where(webhook => webhook.IsEnabled && (webhook.BlockedUntil == null || webhook.BlockedUntil <= now))
            .Where(webhook => context.WebhookDeliveries.Any(delivery => delivery.WebhookId == webhook.Id && delivery.NextAttemptAt <= now))
            .Select(webhook => new DueWebhook(webhook.Id, webhook.CustomerId, webhook.FailuresInRow))
            .ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<DueDelivery>> ListDueAsync(long webhookId, DateTimeOffset now, int atMost, CancellationToken cancellationToken) =>
        await context.WebhookDeliveries
            .Where(delivery => delivery.WebhookId == webhookId && delivery.NextAttemptAt <= now)
            .OrderBy(delivery => delivery.NextAttemptAt).ThenBy(delivery => delivery.Id)
            .Select(delivery => new DueDelivery(delivery.Id, delivery.NextAttemptAt!.Value))
            .Take(atMost)
            .ToListAsync(cancellationToken);

    public async Task<bool> TryClaimAsync(DueDelivery due, DateTimeOffset until, CancellationToken cancellationToken) =>
        await context.WebhookDeliveries
            .Where(delivery => delivery.Id == due.Id && delivery.NextAttemptAt == due.DueAt)
            .ExecuteUpdateAsync(update => update.SetProperty(delivery => delivery.NextAttemptAt, until.ToUniversalTime()), cancellationToken) == 1;

    public async Task<(WebhookDelivery Delivery, Webhook Webhook)?> FindDeliveryAsync(long id, CancellationToken cancellationToken)
    {
        var found = await (
            from delivery in context.WebhookDeliveries
            join webhook in context.Webhooks on delivery.WebhookId equals webhook.Id
            where delivery.Id == id
            select new { Delivery = delivery, Webhook = webhook }).SingleOrDefaultAsync(cancellationToken);
        return found is null ? null : (found.Delivery, found.Webhook);
    }

    public Task<Announcement?> FindAnnouncementAsync(WebhookDelivery delivery, CancellationToken cancellationToken) => (
        from happened in context.MigrationEvents.AsNoTracking()
        join migration in context.Migrations.AsNoTracking() on happened.MigrationId equals migration.Id
        where happened.Id == delivery.EventId
        select new Announcement(happened, migration)).SingleOrDefaultAsync(cancellationToken);

    public async Task<int> CountFailureAsync(long webhookId, CancellationToken cancellationToken)
    {
        var webhook = context.Webhooks.Where(webhook => webhook.Id == webhookId);
        await webhook.ExecuteUpdateAsync(update => update.SetProperty(one => one.FailuresInRow, one => one.FailuresInRow + 1), cancellationToken);
        return await webhook.Select(one => one.FailuresInRow).SingleOrDefaultAsync(cancellationToken);
    }

    public Task BlockAsync(long webhookId, DateTimeOffset until, CancellationToken cancellationToken) => context.Webhooks
        .Where(webhook => webhook.Id == webhookId)
        .ExecuteUpdateAsync(update => update.SetProperty(webhook => webhook.BlockedUntil, until.ToUniversalTime()), cancellationToken);

    public Task ForgetFailuresAsync(long webhookId, CancellationToken cancellationToken) => context.Webhooks
        .Where(webhook => webhook.Id == webhookId)
        .ExecuteUpdateAsync(
            update => update.SetProperty(webhook => webhook.FailuresInRow, 0).SetProperty(webhook => webhook.BlockedUntil, (DateTimeOffset?)null),
            cancellationToken);

    public Task<int> GiveUpAsync(DateTimeOffset happenedBefore, int failuresInRow, CancellationToken cancellationToken) => context.WebhookDeliveries
        .Where(delivery => delivery.NextAttemptAt != null)
        .Where(delivery => context.Webhooks.Any(webhook => webhook.Id == delivery.WebhookId && webhook.FailuresInRow >= failuresInRow))
        .Where(delivery => context.MigrationEvents.Any(happened => happened.Id == delivery.EventId && happened.OccurredAt < happenedBefore))
        .ExecuteUpdateAsync(
            update => update
                .SetProperty(delivery => delivery.NextAttemptAt, (DateTimeOffset?)null)
                .SetProperty(delivery => delivery.LastError, delivery => delivery.LastError ?? GivenUp),
            cancellationToken);

    private IQueryable<WebhookOfCustomer> Owned(IQueryable<Webhook> webhooks) =>
        from webhook in webhooks
        join customer in context.Customers on webhook.CustomerId equals customer.Id
        select new WebhookOfCustomer { Webhook = webhook, Code = customer.Code };

    private sealed class WebhookOfCustomer
    {
        public required Webhook Webhook { get; init; }

        public required string Code { get; init; }
    }
}
