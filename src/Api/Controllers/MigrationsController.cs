using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Hosting.Migrations.Api.Binding;
using Hosting.Migrations.Api.Errors;
using Hosting.Migrations.Api.Http;
using Hosting.Migrations.Api.OpenApi;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Migrations.Check;
using Hosting.Migrations.Application.Migrations.Create;
using Hosting.Migrations.Application.Migrations.List;
using Hosting.Migrations.Application.Paging;
using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Domain.Migrations;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Hosting.Migrations.Api.Controllers;

/// <summary>Bulk migrations of mailboxes.</summary>
[Route("api/migrations")]
[Tags("HostingMigrations")]
public sealed class MigrationsController(IMediator mediator) : ApiController(mediator)
{
    private const string True = "true";
    private const string False = "false";

    private const string DryRunText =
        "true = the request is checked as ever, and nothing is stored: 200 with message, mailboxes (their number) and, where there are any, warnings. "
        + "Not among the answers below, since generated clients would take it for that of a creation.";

    /// <summary>List migrations</summary>
    /// <remarks>Returns migrations for the authenticated user, newest first. An admin sees every customer's.</remarks>
    /// <param name="customerCode">Customer code to filter migrations by. Admin only (403 for anyone else; 404 when no such customer exists).</param>
    /// <param name="status" example="scheduled">Migration status filter.</param>
    /// <param name="page">Page number. A page past the last one is 200 with no resources.</param>
    /// <param name="per">Results per page.</param>
    /// <param name="query" example="acme">
    /// Search query: case-insensitive substring of code, csv_file_name, original_csv_file_name, preset or owner.
    /// Characters that are wildcards in SQL match only themselves. At most 200 characters.
    /// </param>
    /// <param name="sort">The order; - = descending. Those without a first execution date come last.</param>
    /// <param name="createdFrom">Only migrations that were created from this day (UTC) or moment on.</param>
    /// <param name="createdTo">Only migrations that were created before this day (UTC) or moment.</param>
    /// <param name="isLate">Only those that are late (true), or are not (false).</param>
    /// <param name="hasErrors">Only those whose mailboxes have errors (true), or have none (false).</param>
    /// <param name="cursor">
    /// start, then the next_cursor of the page before: walks the list in the order, showing nothing twice while migrations are added. Not beside page.
    /// </param>
    /// <response code="200">A page of migrations.</response>
    /// <response code="401">The token is missing, unknown, expired or revoked.</response>
    /// <response code="403">The token's user may not do this.</response>
    /// <response code="404">Not found, or not visible to the token's user.</response>
    /// <response code="422">One entry for each field at fault, by the name that the client sent.</response>
    [HttpGet(Name = "listMigrations")]
    [DocumentedOrigin]
    [TakesIfNoneMatch]
    [PageLinks]
    [ProducesResponseType<MigrationListDto>(StatusCodes.Status200OK)]
    [ProducesResponseType<ErrorEnvelope>(StatusCodes.Status401Unauthorized)]
    [ProducesResponseType<ErrorEnvelope>(StatusCodes.Status403Forbidden)]
    [ProducesResponseType<ErrorEnvelope>(StatusCodes.Status404NotFound)]
    [ProducesResponseType<ErrorEnvelope>(StatusCodes.Status422UnprocessableEntity)]
    public async Task<ActionResult<MigrationListDto>> List(
        [FromQuery(Name = "customer_code")]
        [Description("Customer code to filter migrations by. Admin only (403 for anyone else; 404 when no such customer exists).")]
        [RegularExpression(CustomerCode.Pattern)]
        string? customerCode,
        [FromQuery(Name = "status")]
        [StatusTexts<MigrationStatus>]
        string? status,
        [FromQuery(Name = "page")]
        [Minimum(1)]
        int page = PageRequest.DefaultNumber,
        [FromQuery(Name = "per")]
        [Range(1, PageRequest.MaxSize)]
        int per = PageRequest.DefaultSize,
        [FromQuery(Name = "query")]
        [MaxLength(ListMigrationsQuery.MaxQueryLength)]
        string? query = null,
        [FromQuery(Name = "sort")]
        [ListSorts]
        string? sort = null,
        [FromQuery(Name = "created_from")]
        [Description("Only migrations that were created from this day (UTC) or moment on.")]
        string? createdFrom = null,
        [FromQuery(Name = "created_to")]
        [Description("Only migrations that were created before this day (UTC) or moment.")]
        string? createdTo = null,
        [FromQuery(Name = "is_late")]
        [Description("Only those that are late (true), or are not (false).")]
        string? isLate = null,
        [FromQuery(Name = "has_errors")]
        [Description("Only those whose mailboxes have errors (true), or have none (false).")]
        string? hasErrors = null,
        [FromQuery(Name = "cursor")]
        string? cursor = null) =>
        Revalidate(await Send(new ListMigrationsQuery(Caller)
        {
            CustomerCode = customerCode,
            Status = status,
            Page = page,
            Per = per,
            Query = query,
            Sort = sort,
            CreatedFrom = createdFrom,
            CreatedTo = createdTo,
            IsLate = isLate,
            HasErrors = hasErrors,
            Cursor = cursor,
            KnownTags = KnownTags,
            Unreadable = Unreadable,
        }));

    /// <summary>Create migration</summary>
    /// <remarks>Creates a migration from an uploaded CSV file and schedules validation or execution.</remarks>
    /// <param name="body">The file and how to migrate what it names.</param>
    /// <param name="dryRun">true = the request is checked as ever, and nothing is stored.</param>
    /// <response code="201">Created. The Location header is the migration's URL.</response>
    /// <response code="401">The token is missing, unknown, expired or revoked.</response>
    /// <response code="403">The token's user may not do this.</response>
    /// <response code="404">Not found, or not visible to the token's user.</response>
    /// <response code="422">One entry for each field at fault, by the name that the client sent.</response>
    [HttpPost(Name = "createMigration")]
    [DocumentedOrigin]
    [TakesIdempotencyKey]
    [ProducesResponseType<CreatedMigrationDto>(StatusCodes.Status201Created)]
    [ProducesResponseType<ErrorEnvelope>(StatusCodes.Status401Unauthorized)]
    [ProducesResponseType<ErrorEnvelope>(StatusCodes.Status403Forbidden)]
    [ProducesResponseType<ErrorEnvelope>(StatusCodes.Status404NotFound)]
    [ProducesResponseType<UploadErrorEnvelope>(StatusCodes.Status422UnprocessableEntity)]
    public async Task<IActionResult> Create(
        [MigrationBody<CreateMigrationDto>] JsonBody body,
        [FromQuery(Name = "dry_run")]
        [Description(DryRunText)]
        string? dryRun = null)
    {
        var (key, keyFaults) = IdempotencyKeyHeader.Read(Request);
        var isClear = dryRun is True or False || !Request.Query.ContainsKey("dry_run");
        FieldError[] queryFaults =
        [
            .. Unreadable,
            .. isClear ? Array.Empty<FieldError>() : [new FieldError("dry_run", "must be true or false")],
            .. body.Has("dry_run") ? [new FieldError("dry_run", "belongs behind the path, as ?dry_run=true, and not in the body")] : Array.Empty<FieldError>(),
        ];
        if (dryRun == True)
        {
            var good = await Send((CheckUploadQuery)Fill(new CheckUploadQuery(Caller), body, [.. keyFaults, .. queryFaults]));
            return Ok(new CheckedUploadDto("Nothing was stored", good.Mailboxes) { Warnings = UploadErrorDto.ListOf(good.Warnings) });
        }

        var command = (CreateMigrationCommand)Fill(new CreateMigrationCommand(Caller) { IdempotencyKey = key }, body, [.. keyFaults, .. queryFaults]);
        var created = await SendOnce(command);
        return Created($"{Request.PathBase}/api/migrations/{created.Code}", new CreatedMigrationDto("Migration created", created.Code)
        {
            Warnings = UploadErrorDto.ListOf(created.Warnings),
        });
    }

    private static MigrationUpload Fill(MigrationUpload upload, JsonBody body, IReadOnlyList<FieldError> faults)
    {
        var read = upload with
        {
            CsvFileName = body.Text("csv_file_name"),
            CsvFileContent = body.Text("csv_file_content"),
            CsvFileSize = body.WholeNumber("csv_file_size"),
            Preset = body.Text("preset"),
            CustomerCode = body.Text("customer_code") is { Length: > 0 } code ? code : null,
            FirstExecutionDate = body.Moment("first_execution_date"),
            SecondExecutionDate = body.Moment("second_execution_date"),
            SecondExecutionEvery = body.WholeNumber("second_execution_every"),
            SecondExecutionUntil = body.Moment("second_execution_until"),
            ExecuteNow = body.Flag("execute_now") ?? false,
            DateFilterPreset = body.Text("date_filter_preset"),
            CustomFromDate = body.Text("custom_from_date"),
            Folders = body.Folders(),
            ReceivedBefore = body.Text("received_before"),
            SizeLimit = body.LongNumber("size_limit"),
        };

        // What can't be read is known once all has been.
        return read with { Unreadable = [.. faults, .. body.Unreadable] };
    }
}
