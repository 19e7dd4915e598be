using System.Globalization;
using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Paging;
using Hosting.Migrations.Domain.Webhooks;
using MediatR;

namespace Hosting.Migrations.Application.Webhooks.Deliveries;

/// <summary>Asks for one page of what a webhook has been told, or is to be, the newest first.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Id">The webhook's name.</param>
public sealed record ListDeliveriesQuery(Caller Caller, string Id) : IApiRequest, IRequest<DeliveryListDto>
{
    /// <summary>The page, from 1.</summary>
    public int Page { get; init; } = PageRequest.DefaultNumber;

    /// <summary>Records a page, 1 to <see cref="PageRequest.MaxSize"/>.</summary>
    public int Per { get; init; } = PageRequest.DefaultSize;

    /// <inheritdoc />
    public bool IsAllowed => true;

    /// <inheritdoc />
    public IReadOnlyList<FieldError> Unreadable { get; init; } = [];
}

/// <summary>One notification on its way to a webhook.</summary>
/// <param name="Id">The webhook-id header of each attempt.</param>
/// <param name="Event">What it tells of: migration.status_changed, mailbox.succeeded or mailbox.failed.</param>
/// <param name="MigrationCode">Of which migration.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="NextAttemptAt">When it is tried next at the earliest; null once it has arrived or has been given up.</param>
/// <param name="DeliveredAt">When it arrived; null until then.</param>
/// <param name="LastError">Why the latest attempt failed; null if it did not.</param>
public sealed record WebhookDeliveryDto(
    string Id,
    [property: WebhookEvent] string Event,
    string MigrationCode,
    int Attempts,
    DateTimeOffset? NextAttemptAt,
    DateTimeOffset? DeliveredAt,
    string? LastError)
{
    internal static WebhookDeliveryDto Of(LoggedDelivery logged) => new(
        NameOf(logged.Delivery.Id),
        logged.Delivery.Kind ?? WebhookEvents.StatusChanged,
        logged.MigrationCode,
        logged.Delivery.Attempts,
        logged.Delivery.NextAttemptAt,
        logged.Delivery.DeliveredAt,
        logged.Delivery.LastError);

    /// <summary>How receivers know a delivery.</summary>
    /// <param name="id">The delivery's key.</param>
    internal static string NameOf(long id) => string.Create(CultureInfo.InvariantCulture, $"msg_{id}");
}

/// <summary>One page of notifications.</summary>
/// <param name="Resources">The page's notifications.</param>
/// <param name="Pagination">Where the page stands in the list.</param>
public sealed record DeliveryListDto(IReadOnlyList<WebhookDeliveryDto> Resources, PaginationDto Pagination) : IPagedDto;

internal sealed class ListDeliveriesQueryHandler(IWebhookRepository webhooks) : IRequestHandler<ListDeliveriesQuery, DeliveryListDto>
{
    public async Task<DeliveryListDto> Handle(ListDeliveriesQuery request, CancellationToken cancellationToken)
    {
        var owned = await webhooks.GetForAsync(request.Caller, request.Id, cancellationToken);
        var page = new PageRequest(request.Page, request.Per);
        var (items, total) = await webhooks.ListDeliveriesAsync(owned.Webhook.Id, page, cancellationToken);
        return new DeliveryListDto([.. items.Select(WebhookDeliveryDto.Of)], PaginationDto.Of(page, total, "id", "desc"));
    }
}
