using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.Webhooks;

namespace Hosting.Migrations.Application.Webhooks;

/// <summary>Where webhooks and what they are told are kept.</summary>
public interface IWebhookRepository
{
    /// <summary>Every webhook with its customer's code, by key.</summary>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<IReadOnlyList<OwnedWebhook>> ListAsync(CancellationToken cancellationToken);

    /// <summary>The webhook with a key, or null; changes to it are stored by <see cref="IUnitOfWork"/>.</summary>
    /// <param name="id">The key.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<Webhook?> FindAsync(long id, CancellationToken cancellationToken);

    /// <summary>Adds a webhook; stored by <see cref="IUnitOfWork"/>.</summary>
    /// <param name="webhook">The webhook.</param>
    void Add(Webhook webhook);

    /// <summary>Takes a webhook away, with what it has not been told yet; stored by <see cref="IUnitOfWork"/>.</summary>
    /// <param name="webhook">The webhook.</param>
    void Remove(Webhook webhook);

    /// <summary>The oldest events that have not been announced, each with the keys of the webhooks that want to be told; changes are stored by <see cref="IUnitOfWork"/>.</summary>
    /// <param name="atMost">How many events.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<IReadOnlyList<UnannouncedEvent>> ListUnannouncedAsync(int atMost, CancellationToken cancellationToken);

    /// <summary>Begins the deliveries of an event, which is announced then; stored by <see cref="IUnitOfWork"/>.</summary>
    /// <param name="happened">The event and to whom it is delivered.</param>
    /// <param name="now">The moment.</param>
    void Announce(UnannouncedEvent happened, DateTimeOffset now);

    /// <summary>The deliveries that are due, the longest due first; changes to them are stored by <see cref="IUnitOfWork"/>.</summary>
    /// <param name="now">The moment.</param>
    /// <param name="atMost">How many.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<IReadOnlyList<WebhookDelivery>> ListDueAsync(DateTimeOffset now, int atMost, CancellationToken cancellationToken);

    /// <summary>A delivery, or null if it has been taken away with its migration or webhook; changes to it are stored by <see cref="IUnitOfWork"/>.</summary>
    /// <param name="id">The delivery's key.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<WebhookDelivery?> FindDeliveryAsync(long id, CancellationToken cancellationToken);

    /// <summary>What a delivery has to tell, and to whom; null if that has been taken away.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<Announcement?> FindAnnouncementAsync(WebhookDelivery delivery, CancellationToken cancellationToken);
}

/// <summary>A webhook and its customer's code.</summary>
/// <param name="Webhook">The webhook.</param>
/// <param name="CustomerCode">The customer's code.</param>
public sealed record OwnedWebhook(Webhook Webhook, string CustomerCode);

/// <summary>An event and who wants to be told of it.</summary>
/// <param name="Event">The event.</param>
/// <param name="WebhookIds">The keys of the webhooks.</param>
public sealed record UnannouncedEvent(MigrationEvent Event, IReadOnlyList<long> WebhookIds);

/// <summary>What a delivery has to tell, and to whom.</summary>
/// <param name="Webhook">To whom.</param>
/// <param name="Event">What has happened.</param>
/// <param name="Migration">To which migration, as it is now.</param>
public sealed record Announcement(Webhook Webhook, MigrationEvent Event, Migration Migration);
