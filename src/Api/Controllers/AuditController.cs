using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Hosting.Migrations.Api.Authentication;
using Hosting.Migrations.Api.Errors;
using Hosting.Migrations.Api.Http;
using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Application.Auditing.List;
using Hosting.Migrations.Application.Paging;
using Hosting.Migrations.Domain;
using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Domain.Migrations;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Hosting.Migrations.Api.Controllers;

/// <summary>Who has done what. Admins only.</summary>
[Route("api/audit")]
[Tags("HostingMigrations")]
[Authorize(Roles = CallerClaims.AdminRole)]
[ProducesResponseType<ErrorEnvelope>(StatusCodes.Status401Unauthorized)]
[ProducesResponseType<ErrorEnvelope>(StatusCodes.Status403Forbidden)]
public sealed class AuditController(IMediator mediator) : ApiController(mediator)
{
    /// <summary>List who has done what</summary>
    /// <remarks>
    /// Returns what was changed over the API and on the command line, the newest first: by whom, when, and what it was before and after. It is kept when what it is
    /// about is deleted. Admin only.
    /// </remarks>
    /// <param name="customerCode">Only what is about this customer, its migrations, tokens and webhooks. It may have been deleted.</param>
    /// <param name="migrationCode">Only what is about this migration and its mailboxes. It may have been deleted.</param>
    /// <param name="actor">Only what was done with this token, by its number, or through this: token, command_line or program.</param>
    /// <param name="action">Only this.</param>
    /// <param name="from">Only what was done from this day (UTC) or moment on.</param>
    /// <param name="to">Only what was done before this day (UTC) or moment.</param>
    /// <param name="cursor">The next_cursor of the page before. Without it, the newest are shown.</param>
    /// <param name="per">Results per page.</param>
    /// <response code="200">A page of the log.</response>
    [HttpGet(Name = "listAuditEntries")]
    [PageLinks]
    [ProducesResponseType<AuditListDto>(StatusCodes.Status200OK)]
    [ProducesResponseType<ErrorEnvelope>(StatusCodes.Status422UnprocessableEntity)]
    public Task<AuditListDto> List(
        [FromQuery(Name = "customer_code")]
        [Description("Only what is about this customer, its migrations, tokens and webhooks. It may have been deleted.")]
        [RegularExpression(CustomerCode.Pattern)]
        string? customerCode,
        [FromQuery(Name = "migration_code")]
        [Description("Only what is about this migration and its mailboxes. It may have been deleted.")]
        [RegularExpression(MigrationCode.Pattern)]
        string? migrationCode,
        [FromQuery(Name = "actor")]
        string? actor,
        [FromQuery(Name = "action")]
        [OneOf<AuditAction>]
        string? action,
        [FromQuery(Name = "from")]
        string? from,
        [FromQuery(Name = "to")]
        string? to,
        [FromQuery(Name = "cursor")]
        string? cursor,
        [FromQuery(Name = "per")]
        [Range(1, PageRequest.MaxSize)]
        int per = PageRequest.DefaultSize) =>
        Send(new ListAuditQuery(Caller)
        {
            CustomerCode = customerCode,
            MigrationCode = migrationCode,
            Actor = actor,
            Action = action,
            From = from,
            To = to,
            Cursor = cursor,
            Per = per,
            Unreadable = Unreadable,
        });
}
