using System.ComponentModel.DataAnnotations;
using Hosting.Migrations.Api.Binding;
using Hosting.Migrations.Api.Errors;
using Hosting.Migrations.Api.Http;
using Hosting.Migrations.Api.Limits;
using Hosting.Migrations.Api.OpenApi;
using Hosting.Migrations.Application.Paging;
using Hosting.Migrations.Application.Webhooks;
using Hosting.Migrations.Application.Webhooks.Change;
using Hosting.Migrations.Application.Webhooks.Deliveries;
using Hosting.Migrations.Application.Webhooks.Get;
using Hosting.Migrations.Application.Webhooks.Remove;
using Hosting.Migrations.Application.Webhooks.RotateSecret;
using Hosting.Migrations.Application.Webhooks.SendTest;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Hosting.Migrations.Api.Controllers;

/// <summary>One webhook.</summary>
[Route("api/webhooks/{webhook_id}")]
[Tags("HostingMigrations")]
[ProducesResponseType<ErrorEnvelope>(StatusCodes.Status401Unauthorized)]
[ProducesResponseType<ErrorEnvelope>(StatusCodes.Status404NotFound)]
public sealed class WebhookController(IMediator mediator) : ApiController(mediator)
{
    /// <summary>Get webhook</summary>
    /// <remarks>Returns one webhook without its secret. Another customer's is 404.</remarks>
    /// <param name="id">See <see cref="WebhookInPathAttribute"/>.</param>
    /// <response code="200">The webhook.</response>
    [HttpGet(Name = "getWebhook")]
    [TakesIfNoneMatch]
    [ProducesResponseType<WebhookDto>(StatusCodes.Status200OK)]
    public async Task<ActionResult<WebhookDto>> Get([WebhookInPath] string id) =>
        Revalidate(await Send(new GetWebhookQuery(Caller, id) { KnownTags = KnownTags }));

    /// <summary>Change webhook</summary>
    /// <remarks>
    /// Changes where notifications are posted, what is told, or whether anything is. Another URL, or true for enabled, is tried at once.
    /// </remarks>
    /// <param name="id">See <see cref="WebhookInPathAttribute"/>.</param>
    /// <param name="body">What changes.</param>
    /// <response code="200">The webhook.</response>
    [HttpPatch(Name = "changeWebhook")]
    [TakesIfMatch]
    [RequestSizeLimit(MaxBodyBytes)]
    [ProducesResponseType<WebhookDto>(StatusCodes.Status200OK)]
    [ProducesResponseType<ErrorEnvelope>(StatusCodes.Status422UnprocessableEntity)]
    public async Task<ActionResult<WebhookDto>> Change([WebhookInPath] string id, [JsonBody<ChangeWebhookBody>] JsonBody body) =>
        Revalidate(await Send(new ChangeWebhookCommand(Caller, id)
        {
            Url = body.OnlyHas("url", "events", "enabled").Text("url"),
            Events = body.Texts("events"),
            Enabled = body.Flag("enabled"),
            ExpectedTags = ExpectedTags,
            Unreadable = body.Unreadable,
        }));

    /// <summary>Delete webhook</summary>
    /// <remarks>Deletes a webhook, with what it has not been told yet and its log.</remarks>
    /// <param name="id">See <see cref="WebhookInPathAttribute"/>.</param>
    /// <response code="204">Empty.</response>
    [HttpDelete(Name = "deleteWebhook")]
    [TakesIfMatch]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public async Task<NoContentResult> Delete([WebhookInPath] string id)
    {
        await Send(new RemoveWebhookCommand(Caller, id) { ExpectedTags = ExpectedTags });
        return NoContent();
    }

    /// <summary>Test webhook</summary>
    /// <remarks>Posts a notification of the type webhook.test now, once, and answers with what has come of it.</remarks>
    /// <param name="id">See <see cref="WebhookInPathAttribute"/>.</param>
    /// <response code="200">What has come of it.</response>
    [HttpPost("test", Name = "testWebhook")]
    [TestQuota(TestKind.Webhook)]
    [ProducesResponseType<WebhookTestDto>(StatusCodes.Status200OK)]
    public Task<WebhookTestDto> Test([WebhookInPath] string id) => Send(new SendTestCommand(Caller, id));

    /// <summary>List webhook deliveries</summary>
    /// <remarks>
    /// Returns what a webhook has been told, or is to be, the newest first, for as long as the migration is there that it tells of.
    /// </remarks>
    /// <param name="id">See <see cref="WebhookInPathAttribute"/>.</param>
    /// <param name="page">Page number. A page past the last one is 200 with no resources.</param>
    /// <param name="per">Results per page.</param>
    /// <response code="200">A page of deliveries.</response>
    [HttpGet("deliveries", Name = "listWebhookDeliveries")]
    [PageLinks]
    [ProducesResponseType<DeliveryListDto>(StatusCodes.Status200OK)]
    [ProducesResponseType<ErrorEnvelope>(StatusCodes.Status422UnprocessableEntity)]
    public Task<DeliveryListDto> ListDeliveries(
        [WebhookInPath] string id,
        [FromQuery(Name = "page")]
        [Minimum(1)]
        int page = PageRequest.DefaultNumber,
        [FromQuery(Name = "per")]
        [Range(1, PageRequest.MaxSize)]
        int per = PageRequest.DefaultSize) =>
        Send(new ListDeliveriesQuery(Caller, id) { Page = page, Per = per, Unreadable = Unreadable });

    /// <summary>Rotate webhook secret</summary>
    /// <remarks>
    /// Gives a webhook another secret, which is shown this once. For 24 hours the one before signs as well, and so does one before that whose time is not over:
    /// webhook-signature holds all of them, four at most.
    /// </remarks>
    /// <param name="id">See <see cref="WebhookInPathAttribute"/>.</param>
    /// <response code="200">The webhook and its new secret.</response>
    [HttpPost("rotate-secret", Name = "rotateWebhookSecret")]
    [ProducesResponseType<IssuedWebhookDto>(StatusCodes.Status200OK)]
    public async Task<IssuedWebhookDto> RotateSecret([WebhookInPath] string id)
    {
        var rotated = await Send(new RotateSecretCommand(Caller, id));
        return new IssuedWebhookDto { Secret = rotated.Secret.Reveal(), Webhook = rotated.Webhook };
    }
}
