using Hosting.Migrations.Api.Authentication;
using Hosting.Migrations.Api.Binding;
using Hosting.Migrations.Api.Errors;
using Hosting.Migrations.Api.Http;
using Hosting.Migrations.Api.OpenApi;
using Hosting.Migrations.Application.Migrations;
using Hosting.Migrations.Application.Migrations.Cancel;
using Hosting.Migrations.Application.Migrations.Delete;
using Hosting.Migrations.Application.Migrations.Execute;
using Hosting.Migrations.Application.Migrations.Get;
using Hosting.Migrations.Application.Migrations.Reschedule;
using Hosting.Migrations.Application.Migrations.Retry;
using Hosting.Migrations.Domain.Migrations;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Hosting.Migrations.Api.Controllers;

/// <summary>One bulk migration.</summary>
[Route("api/migrations/{migration_code}")]
[Tags("HostingMigrations")]
[ProducesResponseType<ErrorEnvelope>(StatusCodes.Status401Unauthorized)]
[ProducesResponseType<ErrorEnvelope>(StatusCodes.Status403Forbidden)]
[ProducesResponseType<ErrorEnvelope>(StatusCodes.Status404NotFound)]
[ProducesResponseType<ErrorEnvelope>(StatusCodes.Status422UnprocessableEntity)]
public sealed class MigrationController(IMediator mediator) : ApiController(mediator)
{
    // Enough for the codes of all mailboxes of the largest file.
    private const int MaxRetryBytes = 4 * 1024 * 1024;

    /// <summary>Get migration</summary>
    /// <remarks>Returns details for a single migration, as a list of one. Another customer's migration is 404.</remarks>
    /// <param name="code">See <see cref="CodeInPathAttribute"/>.</param>
    /// <response code="200">The migration.</response>
    [HttpGet(Name = "getMigration")]
    [DocumentedOrigin]
    [TakesIfNoneMatch]
    [ProducesResponseType<SingleMigrationDto>(StatusCodes.Status200OK)]
    public async Task<ActionResult<SingleMigrationDto>> Get([CodeInPath] string code) =>
        Revalidate(await Send(new GetMigrationQuery(Caller, code) { KnownTags = KnownTags }));

    /// <summary>Execute migration now</summary>
    /// <remarks>Forces the first or second migration execution to run now. Admin only.</remarks>
    /// <param name="code">See <see cref="CodeInPathAttribute"/>.</param>
    /// <param name="body">Which execution.</param>
    /// <response code="204">Empty.</response>
    [HttpPut(Name = "executeMigrationNow")]
    [DocumentedOrigin]
    [TakesIfMatch]
    [Authorize(Roles = CallerClaims.AdminRole)]
    [RequestSizeLimit(MaxBodyBytes)]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public async Task<NoContentResult> Execute(
        [CodeInPath] string code, [JsonBody<ExecuteMigrationBody>] JsonBody body)
    {
        await Send(new ExecuteMigrationCommand(Caller, code) { Execution = body.Text("execution"), ExpectedTags = ExpectedTags, Unreadable = body.Unreadable });
        return NoContent();
    }

    /// <summary>Delete migration</summary>
    /// <remarks>Deletes a migration and cancels its related runs when possible. 422 where can_delete is false.</remarks>
    /// <param name="code">See <see cref="CodeInPathAttribute"/>.</param>
    /// <response code="204">Empty.</response>
    [HttpDelete(Name = "deleteMigration")]
    [DocumentedOrigin]
    [TakesIfMatch]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public async Task<NoContentResult> Delete([CodeInPath] string code)
    {
        await Send(new DeleteMigrationCommand(Caller, code) { ExpectedTags = ExpectedTags });
        return NoContent();
    }

    /// <summary>Move the dates of a migration</summary>
    /// <remarks>
    /// Gives an execution that has not begun another date. Of the second, null takes it away. Plans further deltas, or with null for second_execution_every
    /// none any more; until the migration has ended. Chooses other folders and limits while no execution is under way; what has been copied stays.
    /// </remarks>
    /// <param name="code">See <see cref="CodeInPathAttribute"/>.</param>
    /// <param name="body">What is to change.</param>
    /// <response code="200">The migration with its dates.</response>
    [HttpPatch(Name = "rescheduleMigration")]
    [TakesIfMatch]
    [RequestSizeLimit(MaxBodyBytes)]
    [ProducesResponseType<SingleMigrationDto>(StatusCodes.Status200OK)]
    public async Task<ActionResult<SingleMigrationDto>> Reschedule(
        [CodeInPath] string code,
        [JsonBody<RescheduleMigrationBody>] JsonBody body) =>
        Revalidate(await Send(new RescheduleMigrationCommand(Caller, code)
        {
            MovesFirst = body.Has("first_execution_date"),
            MovesSecond = body.Has("second_execution_date"),
            FirstExecutionDate = body.Moment("first_execution_date"),
            SecondExecutionDate = body.Moment("second_execution_date"),
            MovesEvery = body.Has("second_execution_every"),
            MovesUntil = body.Has("second_execution_until"),
            SecondExecutionEvery = body.WholeNumber("second_execution_every"),
            SecondExecutionUntil = body.Moment("second_execution_until"),
            Folders = body.Folders(),
            ChangesReceivedBefore = body.Has("received_before"),
            ReceivedBefore = body.Text("received_before"),
            ChangesSizeLimit = body.Has("size_limit"),
            SizeLimit = body.LongNumber("size_limit"),
            ExpectedTags = ExpectedTags,
            Unreadable = body.Unreadable,
        }));

    /// <summary>Cancel migration</summary>
    /// <remarks>Ends a migration at once where no mailbox is being worked on; else no further one is begun, and those under way stop within seconds.</remarks>
    /// <param name="code">See <see cref="CodeInPathAttribute"/>.</param>
    /// <response code="200">The migration, which has ended.</response>
    /// <response code="202">The migration, which ends as soon as its last mailbox has stopped.</response>
    [HttpPost("cancel", Name = "cancelMigration")]
    [TakesIdempotencyKey]
    [ProducesResponseType<SingleMigrationDto>(StatusCodes.Status200OK)]
    [ProducesResponseType<SingleMigrationDto>(StatusCodes.Status202Accepted)]
    public async Task<ActionResult<SingleMigrationDto>> Cancel([CodeInPath] string code)
    {
        var (key, faults) = IdempotencyKeyHeader.Read(Request);
        var answer = await SendOnce(new CancelMigrationCommand(Caller, code) { IdempotencyKey = key, Unreadable = faults });
        return answer.Resources[0].Status is MigrationStatus.Validating or MigrationStatus.Running ? Accepted(answer) : answer;
    }

    /// <summary>Retry migration</summary>
    /// <remarks>
    /// Tries every mailbox of a migration that has ended again which is no success, failed tests included, or those that the body picks; what succeeded
    /// is left alone. A mailbox whose password has been erased is left as it is. While a migration goes on, those that wait as auth_paused are tried again.
    /// </remarks>
    /// <param name="code">See <see cref="CodeInPathAttribute"/>.</param>
    /// <param name="body">Which mailboxes; may be left out.</param>
    /// <response code="202">The migration, which is under way again.</response>
    [HttpPost("retry", Name = "retryMigration")]
    [TakesIdempotencyKey]
    [RequestSizeLimit(MaxRetryBytes)]
    [ProducesResponseType<SingleMigrationDto>(StatusCodes.Status202Accepted)]
    public async Task<ActionResult<SingleMigrationDto>> Retry([CodeInPath] string code, [OptionalJsonBody<RetryMigrationBody>] JsonBody body)
    {
        var (key, faults) = IdempotencyKeyHeader.Read(Request);
        var command = new RetryMigrationCommand(Caller, code)
        {
            Resources = body.Texts("resources"),
            ErrorCode = body.Text("error_code"),
            RemoteServer = body.Text("remote_server"),
            IdempotencyKey = key,
        };
        return Accepted(await SendOnce(command with { Unreadable = [.. faults, .. body.OnlyHas("resources", "error_code", "remote_server").Unreadable] }));
    }
}
