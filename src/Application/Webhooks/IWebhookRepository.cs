using Hosting.Migrations.Application.Paging;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.Webhooks;

namespace Hosting.Migrations.Application.Webhooks;

/// <summary>Where webhooks are kept, and what they have been told.</summary>
public interface IWebhookRepository
{
    /// <summary>Reads one page of webhooks, the oldest first, and how many there are on all pages.</summary>
    /// <param name="customerId">The key of the customer whose they are; null = everybody's.</param>
    /// <param name="page">Which page; past the last one there are no items, but the total is right.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<(IReadOnlyList<OwnedWebhook> Items, int Total)> ListAsync(long? customerId, PageRequest page, CancellationToken cancellationToken);

    /// <summary>How many webhooks a customer has.</summary>
    /// <param name="customerId">The customer's key.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<int> CountAsync(long customerId, CancellationToken cancellationToken);

    /// <summary>The webhook with a name, or null; changes to it are stored by <see cref="IUnitOfWork"/>.</summary>
    /// <param name="publicId">See <see cref="WebhookId"/>.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<OwnedWebhook?> FindAsync(string publicId, CancellationToken cancellationToken);

    /// <summary>Adds a webhook; stored by <see cref="IUnitOfWork"/>.</summary>
    /// <param name="webhook">The webhook.</param>
    void Add(Webhook webhook);

    /// <summary>Takes a webhook away, with what it has not been told yet; stored by <see cref="IUnitOfWork"/>.</summary>
    /// <param name="webhook">The webhook.</param>
    void Remove(Webhook webhook);

    /// <summary>Reads one page of what a webhook has been told, or is to be, the newest first, and how much there is on all pages.</summary>
    /// <param name="webhookId">The webhook's key.</param>
    /// <param name="page">Which page; past the last one there are no items, but the total is right.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<(IReadOnlyList<LoggedDelivery> Items, int Total)> ListDeliveriesAsync(long webhookId, PageRequest page, CancellationToken cancellationToken);

    /// <summary>The oldest events that have not been announced, each with the keys of the webhooks that want to be told; changes are stored by <see cref="IUnitOfWork"/>.</summary>
    /// <param name="atMost">How many events.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<IReadOnlyList<UnannouncedEvent>> ListUnannouncedAsync(int atMost, CancellationToken cancellationToken);

    /// <summary>Begins the deliveries of an event, which is announced then; stored by <see cref="IUnitOfWork"/>.</summary>
    /// <param name="happened">The event and to whom it is delivered.</param>
    /// <param name="now">The moment.</param>
    void Announce(UnannouncedEvent happened, DateTimeOffset now);

    /// <summary>Who wants to be told of a mailbox; null if nobody does.</summary>
    /// <param name="migrationId">The key of the mailbox's migration.</param>
    /// <param name="kind">The kind of event: see <see cref="WebhookEvents"/>.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<MailboxAudience?> FindAudienceAsync(long migrationId, string kind, CancellationToken cancellationToken);

    /// <summary>Begins a delivery; stored by <see cref="IUnitOfWork"/>.</summary>
    /// <param name="delivery">The delivery.</param>
    void Add(WebhookDelivery delivery);

    /// <summary>The webhooks that have something due, and may be told it.</summary>
    /// <param name="now">The moment.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<IReadOnlyList<DueWebhook>> ListDueAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>What is due for one webhook, the longest due first.</summary>
    /// <param name="webhookId">The webhook's key.</param>
    /// <param name="now">The moment.</param>
    /// <param name="atMost">How many.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<IReadOnlyList<DueDelivery>> ListDueAsync(long webhookId, DateTimeOffset now, int atMost, CancellationToken cancellationToken);

    /// <summary>Keeps others away from a delivery while one attempt is under way, at once.</summary>
    /// <param name="due">The delivery, as it was read.</param>
    /// <param name="until">When the attempt counts as lost.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>False if somebody else was faster, or it is gone.</returns>
    Task<bool> TryClaimAsync(DueDelivery due, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>A delivery and its webhook, or null if they have been taken away; changes to them are stored by <see cref="IUnitOfWork"/>.</summary>
    /// <param name="id">The delivery's key.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<(WebhookDelivery Delivery, Webhook Webhook)?> FindDeliveryAsync(long id, CancellationToken cancellationToken);

    /// <summary>What a delivery has to tell; null if that has been taken away.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<Announcement?> FindAnnouncementAsync(WebhookDelivery delivery, CancellationToken cancellationToken);

    /// <summary>Counts a failure of a webhook, at once.</summary>
    /// <param name="webhookId">The webhook's key.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many it has had in a row by now; 0 if the webhook is gone.</returns>
    Task<int> CountFailureAsync(long webhookId, CancellationToken cancellationToken);

    /// <summary>Has nothing tried with a webhook for a while, at once.</summary>
    /// <param name="webhookId">The webhook's key.</param>
    /// <param name="until">The end of the while.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task BlockAsync(long webhookId, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>Forgets the failures of a webhook, at once: something has got through.</summary>
    /// <param name="webhookId">The webhook's key.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task ForgetFailuresAsync(long webhookId, CancellationToken cancellationToken);

    /// <summary>Gives up, at once, what is older than any attempt would be for webhooks to which nothing gets through.</summary>
    /// <param name="happenedBefore">What has happened before this moment.</param>
    /// <param name="failuresInRow">How many failures in a row a webhook must have.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <returns>How much was given up.</returns>
    Task<int> GiveUpAsync(DateTimeOffset happenedBefore, int failuresInRow, CancellationToken cancellationToken);
}

/// <summary>A webhook and its customer's code.</summary>
/// <param name="Webhook">The webhook.</param>
/// <param name="CustomerCode">The customer's code.</param>
public sealed record OwnedWebhook(Webhook Webhook, string CustomerCode);

/// <summary>An event and who wants to be told of it.</summary>
/// <param name="Event">The event.</param>
/// <param name="WebhookIds">The keys of the webhooks.</param>
public sealed record UnannouncedEvent(MigrationEvent Event, IReadOnlyList<long> WebhookIds);

/// <summary>Who wants to be told of a mailbox.</summary>
/// <param name="Owner">The code of the customer whose it is.</param>
/// <param name="LatestEventId">The key of its migration's latest event.</param>
/// <param name="WebhookIds">The keys of the webhooks.</param>
public sealed record MailboxAudience(string Owner, long LatestEventId, IReadOnlyList<long> WebhookIds);

/// <summary>A webhook that has something due.</summary>
/// <param name="Id">Its key.</param>
/// <param name="CustomerId">The key of its customer.</param>
/// <param name="FailuresInRow">See <see cref="Webhook.FailuresInRow"/>.</param>
public sealed record DueWebhook(long Id, long CustomerId, int FailuresInRow);

/// <summary>A delivery that is due.</summary>
/// <param name="Id">Its key.</param>
/// <param name="DueAt">Since when.</param>
public sealed record DueDelivery(long Id, DateTimeOffset DueAt);

/// <summary>What a delivery has to tell.</summary>
/// <param name="Event">What has happened.</param>
/// <param name="Migration">To which migration, as it is now.</param>
public sealed record Announcement(MigrationEvent Event, Migration Migration);

/// <summary>A delivery in the log.</summary>
/// <param name="Delivery">The delivery.</param>
/// <param name="MigrationCode">The code of the migration that it tells of.</param>
public sealed record LoggedDelivery(WebhookDelivery Delivery, string MigrationCode);
