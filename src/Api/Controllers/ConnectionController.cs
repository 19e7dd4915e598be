using Hosting.Migrations.Api.Binding;
using Hosting.Migrations.Api.Errors;
using Hosting.Migrations.Api.Http;
using Hosting.Migrations.Api.Limits;
using Hosting.Migrations.Api.OpenApi;
using Hosting.Migrations.Application.Connections;
using Hosting.Migrations.Application.Connections.Change;
using Hosting.Migrations.Application.Connections.Get;
using Hosting.Migrations.Application.Connections.Remove;
using Hosting.Migrations.Application.Connections.TryOut;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Hosting.Migrations.Api.Controllers;

/// <summary>One connection.</summary>
[Route("api/connections/{connection_id}")]
[Tags("HostingMigrations")]
[ProducesResponseType<ErrorEnvelope>(StatusCodes.Status401Unauthorized)]
[ProducesResponseType<ErrorEnvelope>(StatusCodes.Status404NotFound)]
public sealed class ConnectionController(IMediator mediator) : ApiController(mediator)
{
    /// <summary>Get connection</summary>
    /// <remarks>Returns one connection without its secret. Another customer's is 404.</remarks>
    /// <param name="id">See <see cref="ConnectionInPathAttribute"/>.</param>
    /// <response code="200">The connection.</response>
    [HttpGet(Name = "getConnection")]
    [TakesIfNoneMatch]
    [ProducesResponseType<ConnectionDto>(StatusCodes.Status200OK)]
    public async Task<ActionResult<ConnectionDto>> Get([ConnectionInPath] string id) =>
        Revalidate(await Send(new GetConnectionQuery(Caller, id) { KnownTags = KnownTags }));

    /// <summary>Change connection</summary>
    /// <remarks>
    /// Gives a connection another name or another secret, or the consent of a mailbox's owner. What its secret is sent to never changes: add another
    /// connection for that. Copies that are under way use the new secret with their next token.
    /// </remarks>
    /// <param name="id">See <see cref="ConnectionInPathAttribute"/>.</param>
    /// <param name="body">What changes.</param>
    /// <response code="200">The connection.</response>
    [HttpPatch(Name = "changeConnection")]
    [TakesIfMatch]
    [RequestSizeLimit(MaxBodyBytes)]
    [ProducesResponseType<ConnectionDto>(StatusCodes.Status200OK)]
    [ProducesResponseType<ErrorEnvelope>(StatusCodes.Status422UnprocessableEntity)]
    public async Task<ActionResult<ConnectionDto>> Change([ConnectionInPath] string id, [JsonBody<ChangeConnectionBody>] JsonBody body) =>
        Revalidate(await Send(new ChangeConnectionCommand(Caller, id)
        {
            Name = body.OnlyHas("name", "client_secret", "certificate", "key", "password", "mailbox", "refresh_token").Text("name"),
            Secrets = ConnectionsController.SecretsOf(body),
            Mailbox = body.Text("mailbox"),
            RefreshToken = body.Text("refresh_token"),
            ExpectedTags = ExpectedTags,
            Unreadable = body.Unreadable,
        }));

    /// <summary>Delete connection</summary>
    /// <remarks>
    /// Deletes a connection with all consents. 422 while mailboxes of a migration that has not ended log in by it; those of ended ones can't be tried again
    /// then until they are given another login.
    /// </remarks>
    /// <param name="id">See <see cref="ConnectionInPathAttribute"/>.</param>
    /// <response code="204">Empty.</response>
    [HttpDelete(Name = "deleteConnection")]
    [TakesIfMatch]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    [ProducesResponseType<ErrorEnvelope>(StatusCodes.Status422UnprocessableEntity)]
    public async Task<NoContentResult> Delete([ConnectionInPath] string id)
    {
        await Send(new RemoveConnectionCommand(Caller, id) { ExpectedTags = ExpectedTags });
        return NoContent();
    }

    /// <summary>Test connection</summary>
    /// <remarks>Asks for a token and logs in to a mailbox now, once, and answers with what has come of it. Nothing is read there.</remarks>
    /// <param name="id">See <see cref="ConnectionInPathAttribute"/>.</param>
    /// <param name="body">With which mailbox.</param>
    /// <response code="200">What has come of it.</response>
    [HttpPost("test", Name = "testConnection")]
    [TestQuota(TestKind.Connection)]
    [RequestSizeLimit(MaxBodyBytes)]
    [ProducesResponseType<ConnectionTestDto>(StatusCodes.Status200OK)]
    [ProducesResponseType<ErrorEnvelope>(StatusCodes.Status422UnprocessableEntity)]
    public Task<ConnectionTestDto> Test([ConnectionInPath] string id, [JsonBody<TryConnectionBody>] JsonBody body) =>
        Send(new TryConnectionCommand(Caller, id)
        {
            Mailbox = body.OnlyHas("mailbox", "preset").Text("mailbox"),
            Preset = body.Text("preset"),
            Unreadable = body.Unreadable,
        });
}
