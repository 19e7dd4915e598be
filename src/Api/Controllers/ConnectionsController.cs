using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Hosting.Migrations.Api.Binding;
using Hosting.Migrations.Api.Errors;
using Hosting.Migrations.Api.Http;
using Hosting.Migrations.Api.OpenApi;
using Hosting.Migrations.Application.Connections;
using Hosting.Migrations.Application.Connections.Add;
using Hosting.Migrations.Application.Connections.List;
using Hosting.Migrations.Application.Paging;
using Hosting.Migrations.Domain.Customers;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Hosting.Migrations.Api.Controllers;

/// <summary>Connections: stored ways to log in to providers.</summary>
[Route("api/connections")]
[Tags("HostingMigrations")]
[ProducesResponseType<ErrorEnvelope>(StatusCodes.Status401Unauthorized)]
[ProducesResponseType<ErrorEnvelope>(StatusCodes.Status403Forbidden)]
[ProducesResponseType<ErrorEnvelope>(StatusCodes.Status404NotFound)]
[ProducesResponseType<ErrorEnvelope>(StatusCodes.Status422UnprocessableEntity)]
public sealed class ConnectionsController(IMediator mediator) : ApiController(mediator)
{
    /// <summary>List connections</summary>
    /// <remarks>Returns the connections of the authenticated user without their secrets, the oldest first. An admin sees every customer's.</remarks>
    /// <param name="customerCode">Customer code to filter connections by. Admin only (403 for anyone else; 404 when no such customer exists).</param>
    /// <param name="page">Page number. A page past the last one is 200 with no resources.</param>
    /// <param name="per">Results per page.</param>
    /// <response code="200">A page of connections.</response>
    [HttpGet(Name = "listConnections")]
    [PageLinks]
    [ProducesResponseType<ConnectionListDto>(StatusCodes.Status200OK)]
    public Task<ConnectionListDto> List(
        [FromQuery(Name = "customer_code")]
        [Description("Customer code to filter connections by. Admin only (403 for anyone else; 404 when no such customer exists).")]
        [RegularExpression(CustomerCode.Pattern)]
        string? customerCode,
        [FromQuery(Name = "page")]
        [Minimum(1)]
        int page = PageRequest.DefaultNumber,
        [FromQuery(Name = "per")]
        [Range(1, PageRequest.MaxSize)]
        int per = PageRequest.DefaultSize) =>
        Send(new ListConnectionsQuery(Caller) { CustomerCode = customerCode, Page = page, Per = per, Unreadable = Unreadable });

    /// <summary>Add connection</summary>
    /// <remarks>
    /// Adds a way to log in for many mailboxes: an app of Microsoft 365, a service account of Google's, an OAuth 2 client or a master user. Its secret is
    /// sealed, and never shown again.
    /// </remarks>
    /// <param name="body">The connection.</param>
    /// <response code="201">The connection. The Location header is its URL.</response>
    [HttpPost(Name = "addConnection")]
    [RequestSizeLimit(MaxBodyBytes)]
    [ProducesResponseType<ConnectionDto>(StatusCodes.Status201Created)]
    public async Task<ActionResult<ConnectionDto>> Add([JsonBody<AddConnectionBody>] JsonBody body)
    {
        var added = await Send(new AddConnectionCommand(Caller)
        {
            CustomerCode = body.OnlyHas(
                "customer_code", "name", "kind", "remote_server", "tenant", "client_id", "client_secret", "certificate", "key", "token_endpoint", "scope",
                "user", "password", "separator").Text("customer_code"),
            Name = body.Text("name"),
            Kind = body.Text("kind"),
            RemoteServer = body.Text("remote_server"),
            Tenant = body.Text("tenant"),
            ClientId = body.Text("client_id"),
            TokenEndpoint = body.Text("token_endpoint"),
            Scope = body.Text("scope"),
            User = body.Text("user"),
            Separator = body.Text("separator"),
            Secrets = SecretsOf(body),
            Unreadable = body.Unreadable,
        });
        return Created($"{Request.PathBase}/api/connections/{added.Id}", added);
    }

    /// <summary>The secrets that a body holds.</summary>
    internal static ConnectionSecrets SecretsOf(JsonBody body) => new(body.Text("client_secret"), body.Text("certificate"), body.Text("key"), body.Text("password"));
}
