using Hosting.Migrations.Api.Binding;
using Hosting.Migrations.Api.Errors;
using Hosting.Migrations.Api.OpenApi;
using Hosting.Migrations.Application.Migrations.GetResource;
using Hosting.Migrations.Application.Migrations.RemoveResource;
using Hosting.Migrations.Application.Migrations.RepairResource;
using Hosting.Migrations.Application.Migrations.Resources;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Hosting.Migrations.Api.Controllers;

/// <summary>One mailbox of one migration.</summary>
[Route("api/migrations/{migration_code}/resources/{resource_code}")]
[Tags("HostingMigrations")]
[ProducesResponseType<ErrorEnvelope>(StatusCodes.Status401Unauthorized)]
[ProducesResponseType<ErrorEnvelope>(StatusCodes.Status404NotFound)]
public sealed class MigrationResourceController(IMediator mediator) : ApiController(mediator)
{
    /// <summary>Get migration resource</summary>
    /// <remarks>Returns one mailbox of a migration, as a list of one.</remarks>
    /// <param name="code">See <see cref="CodeInPathAttribute"/>.</param>
    /// <param name="resource">See <see cref="ResourceInPathAttribute"/>.</param>
    /// <response code="200">The mailbox.</response>
    [HttpGet(Name = "getMigrationResource")]
    [TakesIfNoneMatch]
    [ProducesResponseType<SingleMigrationResourceDto>(StatusCodes.Status200OK)]
    public async Task<ActionResult<SingleMigrationResourceDto>> Get([CodeInPath] string code, [ResourceInPath] string resource) =>
        Revalidate(await Send(new GetResourceQuery(Caller, code, resource) { KnownTags = KnownTags }));

    /// <summary>Repair migration resource</summary>
    /// <remarks>
    /// Replaces the login at the source, wholly or in part. The mailbox is tested at once (as soon as the migration is resumed, where it is paused), and if
    /// that goes well it takes part again; what failed in the execution under way is done again. After the end of the migration, for as long as passwords
    /// are kept, it is tested alone: retry goes on from there. 422 while a run of the mailbox is under way.
    /// </remarks>
    /// <param name="code">See <see cref="CodeInPathAttribute"/>.</param>
    /// <param name="resource">See <see cref="ResourceInPathAttribute"/>.</param>
    /// <param name="body">What is replaced.</param>
    /// <response code="200">The mailbox.</response>
    /// <response code="409">Another request has repaired the mailbox at the same time.</response>
    [HttpPatch(Name = "repairMigrationResource")]
    [TakesIfMatch]
    [RequestSizeLimit(MaxBodyBytes)]
    [ProducesResponseType<SingleMigrationResourceDto>(StatusCodes.Status200OK)]
    [ProducesResponseType<ErrorEnvelope>(StatusCodes.Status409Conflict)]
    [ProducesResponseType<ErrorEnvelope>(StatusCodes.Status422UnprocessableEntity)]
    public async Task<ActionResult<SingleMigrationResourceDto>> Repair(
        [CodeInPath] string code, [ResourceInPath] string resource, [JsonBody<RepairResourceBody>] JsonBody body) =>
        Revalidate(await Send(new RepairResourceCommand(Caller, code, resource)
        {
            RemoteServer = body.OnlyHas("remote_server", "remote_username", "remote_password", "masteruser", "masteruser_password", "connection").Text("remote_server"),
            RemoteUsername = body.Text("remote_username"),
            RemotePassword = body.Text("remote_password"),
            Masteruser = body.Text("masteruser"),
            MasteruserPassword = body.Text("masteruser_password"),
            Connection = body.Text("connection"),
            LeavesMasteruser = body.IsNull("masteruser"),
            ExpectedTags = ExpectedTags,
            Unreadable = body.Unreadable,
        }));

    /// <summary>Take out migration resource</summary>
    /// <remarks>
    /// Takes a mailbox out of a migration that has not ended, with its runs and its password. What has been copied stays where it is. 422 while a run of
    /// the mailbox is under way, and for the only mailbox of a migration.
    /// </remarks>
    /// <param name="code">See <see cref="CodeInPathAttribute"/>.</param>
    /// <param name="resource">See <see cref="ResourceInPathAttribute"/>.</param>
    /// <response code="204">Empty.</response>
    [HttpDelete(Name = "removeMigrationResource")]
    [TakesIfMatch]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    [ProducesResponseType<ErrorEnvelope>(StatusCodes.Status422UnprocessableEntity)]
    public async Task<NoContentResult> Remove([CodeInPath] string code, [ResourceInPath] string resource)
    {
        await Send(new RemoveResourceCommand(Caller, code, resource) { ExpectedTags = ExpectedTags });
        return NoContent();
    }
}
