using System.Globalization;
using Hosting.Migrations.Api.Binding;
using Hosting.Migrations.Api.Errors;
using Hosting.Migrations.Api.Http;
using Hosting.Migrations.Api.OpenApi;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Migrations.Causes;
using Hosting.Migrations.Application.Migrations.Follow;
using Hosting.Migrations.Application.Migrations.Progress;
using Hosting.Migrations.Application.Migrations.Report;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Hosting.Migrations.Api.Controllers;

/// <summary>What one migration has done, and is doing.</summary>
[Route("api/migrations/{migration_code}")]
[Tags("HostingMigrations")]
[ProducesResponseType<ErrorEnvelope>(StatusCodes.Status401Unauthorized)]
[ProducesResponseType<ErrorEnvelope>(StatusCodes.Status404NotFound)]
public sealed class MigrationHistoryController(IMediator mediator) : ApiController(mediator)
{
    private const string LastEventId = TakesLastEventIdAttribute.HeaderName;

    /// <summary>Report on a migration</summary>
    /// <remarks>Every mailbox with its runs, and every message that was not copied and why. JSON, or CSV for whoever prefers text/csv.</remarks>
    /// <param name="code">See <see cref="CodeInPathAttribute"/>.</param>
    /// <response code="200">The report.</response>
    [HttpGet("report", Name = "getMigrationReport")]
    [LargeAnswer]
    [AlsoAnswers(CsvReportResult.MediaType)]
    [ProducesResponseType<ReportDto>(StatusCodes.Status200OK)]
    public async Task<ActionResult<ReportDto>> Report([CodeInPath] string code)
    {
        var report = await Send(new GetReportQuery(Caller, code));
        return Request.PrefersToJson(CsvReportResult.MediaType) ? new CsvReportResult(report) : report;
    }

    /// <summary>Find out why mailboxes failed</summary>
    /// <remarks>
    /// Mailboxes that failed, grouped by reason and, where that lies with the source, by source, those of most mailboxes first; each with what helps. retry takes
    /// error_code and remote_server of one.
    /// </remarks>
    /// <param name="code">See <see cref="CodeInPathAttribute"/>.</param>
    /// <response code="200">The causes.</response>
    [HttpGet("causes", Name = "listMigrationCauses")]
    [ProducesResponseType<CausesDto>(StatusCodes.Status200OK)]
    public Task<CausesDto> Causes([CodeInPath] string code) => Send(new ListCausesQuery(Caller, code));

    /// <summary>See how far a migration has come</summary>
    /// <remarks>Mailboxes, messages and bytes of the step that is under way or ended last, with the rate, and when it will be over.</remarks>
    /// <param name="code">See <see cref="CodeInPathAttribute"/>.</param>
    /// <response code="200">The progress.</response>
    [HttpGet("progress", Name = "getMigrationProgress")]
    [ProducesResponseType<ProgressDto>(StatusCodes.Status200OK)]
    public Task<ProgressDto> Progress([CodeInPath] string code) => Send(new GetProgressQuery(Caller, code));

    /// <summary>Follow a migration</summary>
    /// <remarks>
    /// Server-Sent Events: status with an id for each state since the one that Last-Event-ID names, progress when mailboxes have moved on, at most
    /// once a second. Ends with the migration, or after ten minutes; whoever comes again with Last-Event-ID misses nothing.
    /// </remarks>
    /// <param name="code">See <see cref="CodeInPathAttribute"/>.</param>
    /// <response code="200">The events.</response>
    /// <response code="204">The migration has ended, and there is nothing more to be told.</response>
    /// <response code="429">The caller has too many streams open.</response>
    [HttpGet("events", Name = "followMigration")]
    [TakesLastEventId]
    [ProducesResponseType<string>(StatusCodes.Status200OK, EventStreamResult.MediaType)]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    [ProducesResponseType<ErrorEnvelope>(StatusCodes.Status422UnprocessableEntity)]
    [ProducesResponseType<ErrorEnvelope>(StatusCodes.Status429TooManyRequests)]
    public async Task<ActionResult> Follow([CodeInPath] string code)
    {
        var isSent = Request.Headers.TryGetValue(LastEventId, out var sent);
        var isNumber = long.TryParse(sent.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var lastEventId);
        var query = new FollowMigrationQuery(Caller, code)
        {
            LastEventId = lastEventId,
            Unreadable = isSent && !isNumber ? [new FieldError(LastEventId, "must be the id of an event")] : [],
        };
        return await Send(query) is { } events
            ? new EventStreamResult(events)
            : NoContent();
    }
}
