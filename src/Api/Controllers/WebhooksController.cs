using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Hosting.Migrations.Api.Binding;
using Hosting.Migrations.Api.Errors;
using Hosting.Migrations.Api.Http;
using Hosting.Migrations.Api.OpenApi;
using Hosting.Migrations.Application.Paging;
using Hosting.Migrations.Application.Webhooks.Add;
using Hosting.Migrations.Application.Webhooks.List;
using Hosting.Migrations.Domain.Customers;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Hosting.Migrations.Api.Controllers;

/// <summary>Webhooks: who is told of what happens to migrations.</summary>
[Route("api/webhooks")]
[Tags("HostingMigrations")]
[ProducesResponseType<ErrorEnvelope>(StatusCodes.Status401Unauthorized)]
[ProducesResponseType<ErrorEnvelope>(StatusCodes.Status403Forbidden)]
[ProducesResponseType<ErrorEnvelope>(StatusCodes.Status404NotFound)]
[ProducesResponseType<ErrorEnvelope>(StatusCodes.Status422UnprocessableEntity)]
public sealed class WebhooksController(IMediator mediator) : ApiController(mediator)
{
    /// <summary>List webhooks</summary>
    /// <remarks>Returns the webhooks of the authenticated user without their secrets, the oldest first. An admin sees every customer's.</remarks>
    /// <param name="customerCode">Customer code to filter webhooks by. Admin only (403 for anyone else; 404 when no such customer exists).</param>
    /// <param name="page">Page number. A page past the last one is 200 with no resources.</param>
    /// <param name="per">Results per page.</param>
    /// <response code="200">A page of webhooks.</response>
    [HttpGet(Name = "listWebhooks")]
    [PageLinks]
    [ProducesResponseType<WebhookListDto>(StatusCodes.Status200OK)]
    public Task<WebhookListDto> List(
        [FromQuery(Name = "customer_code")]
        [Description("Customer code to filter webhooks by. Admin only (403 for anyone else; 404 when no such customer exists).")]
        [RegularExpression(CustomerCode.Pattern)]
        string? customerCode,
        [FromQuery(Name = "page")]
        [Minimum(1)]
        int page = PageRequest.DefaultNumber,
        [FromQuery(Name = "per")]
        [Range(1, PageRequest.MaxSize)]
        int per = PageRequest.DefaultSize) =>
        Send(new ListWebhooksQuery(Caller) { CustomerCode = customerCode, Page = page, Per = per, Unreadable = Unreadable });

    /// <summary>Add webhook</summary>
    /// <remarks>
    /// Adds a webhook, and answers the secret that signs its notifications, which is shown this once. What happened before is not told.
    /// </remarks>
    /// <param name="body">The webhook.</param>
    /// <response code="201">The webhook and its secret. The Location header is its URL.</response>
    [HttpPost(Name = "addWebhook")]
    [RequestSizeLimit(MaxBodyBytes)]
    [ProducesResponseType<IssuedWebhookDto>(StatusCodes.Status201Created)]
    public async Task<ActionResult<IssuedWebhookDto>> Add([JsonBody<AddWebhookBody>] JsonBody body)
    {
        var added = await Send(new AddWebhookCommand(Caller)
        {
            CustomerCode = body.OnlyHas("customer_code", "url", "events").Text("customer_code"),
            Url = body.Text("url"),
            Events = body.Texts("events"),
            Unreadable = body.Unreadable,
        });
        return Created(
            $"{Request.PathBase}/api/webhooks/{added.Webhook.Id}", new IssuedWebhookDto { Secret = added.Secret.Reveal(), Webhook = added.Webhook });
    }
}
