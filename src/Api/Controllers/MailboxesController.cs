using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Hosting.Migrations.Api.Errors;
using Hosting.Migrations.Api.Http;
using Hosting.Migrations.Application.Migrations.FindMailboxes;
using Hosting.Migrations.Application.Migrations.List;
using Hosting.Migrations.Application.Migrations.Resources;
using Hosting.Migrations.Application.Paging;
using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Domain.Migrations;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Hosting.Migrations.Api.Controllers;

/// <summary>Mailboxes, whatever migration they belong to.</summary>
[Route("api/mailboxes")]
[Tags("HostingMigrations")]
[ProducesResponseType<ErrorEnvelope>(StatusCodes.Status401Unauthorized)]
[ProducesResponseType<ErrorEnvelope>(StatusCodes.Status403Forbidden)]
[ProducesResponseType<ErrorEnvelope>(StatusCodes.Status404NotFound)]
public sealed class MailboxesController(IMediator mediator) : ApiController(mediator)
{
    /// <summary>Find mailboxes</summary>
    /// <remarks>
    /// Returns mailboxes of all migrations that the token's user may see, those that were added last first. An admin sees every customer's.
    /// </remarks>
    /// <param name="query" example="anna@example.com">
    /// Search query: case-insensitive substring of code, local_email, remote_username or remote_server.
    /// Characters that are wildcards in SQL match only themselves. At most 200 characters.
    /// </param>
    /// <param name="customerCode">Only this customer's. Admin only (403 for anyone else; 404 when no such customer exists).</param>
    /// <param name="migrationCode">Only those of this migration.</param>
    /// <param name="status" example="error,crashed">Only those that stand here: pending, running, success, error or crashed, several with commas between them; all = anywhere.</param>
    /// <param name="errorCode" example="auth">Only those whose latest run failed for this reason.</param>
    /// <param name="cursor">The next_cursor of the page before. Without it, those that were added last are shown.</param>
    /// <param name="per">Results per page.</param>
    /// <response code="200">A page of mailboxes.</response>
    [HttpGet(Name = "findMailboxes")]
    [PageLinks]
    [ProducesResponseType<MailboxListDto>(StatusCodes.Status200OK)]
    [ProducesResponseType<ErrorEnvelope>(StatusCodes.Status422UnprocessableEntity)]
    public Task<MailboxListDto> Find(
        [FromQuery(Name = "query")]
        [MaxLength(ListMigrationsQuery.MaxQueryLength)]
        string? query,
        [FromQuery(Name = "customer_code")]
        [Description("Only this customer's. Admin only (403 for anyone else; 404 when no such customer exists).")]
        [RegularExpression(CustomerCode.Pattern)]
        string? customerCode,
        [FromQuery(Name = "migration_code")]
        [Description("Only those of this migration.")]
        [RegularExpression(MigrationCode.Pattern)]
        string? migrationCode,
        [FromQuery(Name = "status")]
        string? status,
        [FromQuery(Name = "error_code")]
        [Description("Only those whose latest run failed for this reason.")]
        [RunErrorCode]
        string? errorCode,
        [FromQuery(Name = "cursor")]
        string? cursor,
        [FromQuery(Name = "per")]
        [Range(1, PageRequest.MaxSize)]
        int per = PageRequest.DefaultSize) =>
        Send(new FindMailboxesQuery(Caller)
        {
            Query = query,
            CustomerCode = customerCode,
            MigrationCode = migrationCode,
            Status = status,
            ErrorCode = errorCode,
            Cursor = cursor,
            Per = per,
            Unreadable = Unreadable,
        });
}
