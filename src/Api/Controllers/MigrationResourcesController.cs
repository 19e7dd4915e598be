using System.ComponentModel.DataAnnotations;
using Hosting.Migrations.Api.Binding;
using Hosting.Migrations.Api.Errors;
using Hosting.Migrations.Api.Http;
using Hosting.Migrations.Api.OpenApi;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Migrations.AddResources;
using Hosting.Migrations.Application.Migrations.List;
using Hosting.Migrations.Application.Migrations.Resources;
using Hosting.Migrations.Application.Paging;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Hosting.Migrations.Api.Controllers;

/// <summary>The mailboxes of one migration.</summary>
[Route("api/migrations/{migration_code}/resources")]
[Tags("HostingMigrations")]
public sealed class MigrationResourcesController(IMediator mediator) : ApiController(mediator)
{
    /// <summary>List migration resources</summary>
    /// <remarks>Returns the resources (mailboxes) parsed from a migration's CSV file, in the file's order.</remarks>
    /// <param name="code">See <see cref="CodeInPathAttribute"/>.</param>
    /// <param name="status" example="failed">Migration resource status filter. failed = error or crashed.</param>
    /// <param name="page">Page number. A page past the last one is 200 with no resources.</param>
    /// <param name="per">Results per page.</param>
    /// <param name="query" example="anna">Case-insensitive substring of code, local_email, remote_username or remote_server.</param>
    /// <response code="200">A page of resources.</response>
    /// <response code="401">The token is missing, unknown, expired or revoked.</response>
    /// <response code="403">The token's user may not do this.</response>
    /// <response code="404">Not found, or not visible to the token's user.</response>
    /// <response code="422">One entry for each field at fault, by the name that the client sent.</response>
    [HttpGet(Name = "listMigrationResources")]
    [DocumentedOrigin]
    [PageLinks]
    [ProducesResponseType<MigrationResourceListDto>(StatusCodes.Status200OK)]
    [ProducesResponseType<ErrorEnvelope>(StatusCodes.Status401Unauthorized)]
    [ProducesResponseType<ErrorEnvelope>(StatusCodes.Status403Forbidden)]
    [ProducesResponseType<ErrorEnvelope>(StatusCodes.Status404NotFound)]
    [ProducesResponseType<ErrorEnvelope>(StatusCodes.Status422UnprocessableEntity)]
    public Task<MigrationResourceListDto> List(
        [CodeInPath] string code,
        [FromQuery(Name = "status")]
        [StatusTexts<ResourceStatusFilter>]
        string? status,
        [FromQuery(Name = "page")]
        [Minimum(1)]
        int page = PageRequest.DefaultNumber,
        [FromQuery(Name = "per")]
        [Range(1, PageRequest.MaxSize)]
        int per = PageRequest.DefaultSize,
        [FromQuery(Name = "query")]
        [MaxLength(ListMigrationsQuery.MaxQueryLength)]
        string? query = null) =>
        Send(new ListResourcesQuery(Caller, code)
        {
            Status = status,
            Page = page,
            Per = per,
            Query = query,
            Unreadable = Unreadable,
        });

    /// <summary>Add migration resources</summary>
    /// <remarks>
    /// Adds mailboxes to a migration that has not ended, by the rules of an upload. They are tested at once and take part from then on; where an execution
    /// is under way, in that too.
    /// </remarks>
    /// <param name="code">See <see cref="CodeInPathAttribute"/>.</param>
    /// <param name="body">The mailboxes.</param>
    /// <response code="201">The mailboxes that were added.</response>
    /// <response code="401">The token is missing, unknown, expired or revoked.</response>
    /// <response code="404">Not found, or not visible to the token's user.</response>
    /// <response code="422">One entry for each field at fault, by the name that the client sent.</response>
    [HttpPost(Name = "addMigrationResources")]
    [TakesIdempotencyKey]
    [ProducesResponseType<AddedResourcesDto>(StatusCodes.Status201Created)]
    [ProducesResponseType<ErrorEnvelope>(StatusCodes.Status401Unauthorized)]
    [ProducesResponseType<ErrorEnvelope>(StatusCodes.Status404NotFound)]
    [ProducesResponseType<UploadErrorEnvelope>(StatusCodes.Status422UnprocessableEntity)]
    public async Task<ActionResult<AddedResourcesDto>> Add([CodeInPath] string code, [MigrationBody<AddResourcesBody>] JsonBody body)
    {
        var (key, faults) = IdempotencyKeyHeader.Read(Request);
        var command = new AddResourcesCommand(Caller, code) { CsvFileContent = body.Text("csv_file_content"), IdempotencyKey = key };

        // Unknown parameters are ignored, but who sends this one wants nothing stored.
        FieldError[] dryRun = Request.Query.ContainsKey("dry_run") ? [new FieldError("dry_run", "is known to POST /api/migrations alone; nothing was stored")] : [];
        var added = await SendOnce(command with { Unreadable = [.. faults, .. dryRun, .. body.Unreadable] });
        return Created($"{Request.PathBase}/api/migrations/{code}/resources", added);
    }
}
