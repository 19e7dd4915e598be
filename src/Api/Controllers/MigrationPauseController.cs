using Hosting.Migrations.Api.Binding;
using Hosting.Migrations.Api.Errors;
using Hosting.Migrations.Api.Http;
using Hosting.Migrations.Api.OpenApi;
using Hosting.Migrations.Application.Migrations;
using Hosting.Migrations.Application.Migrations.Pause;
using Hosting.Migrations.Application.Migrations.Resume;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Hosting.Migrations.Api.Controllers;

/// <summary>The pause of one migration.</summary>
[Route("api/migrations/{migration_code}")]
[Tags("HostingMigrations")]
[ProducesResponseType<ErrorEnvelope>(StatusCodes.Status401Unauthorized)]
[ProducesResponseType<ErrorEnvelope>(StatusCodes.Status404NotFound)]
[ProducesResponseType<ErrorEnvelope>(StatusCodes.Status422UnprocessableEntity)]
public sealed class MigrationPauseController(IMediator mediator) : ApiController(mediator)
{
    /// <summary>Pause migration</summary>
    /// <remarks>
    /// No run, and no execution, begins until the migration is resumed; runs that are under way are handed back within seconds, and go on from where they
    /// stopped. The status stays, and status_detail is paused.
    /// </remarks>
    /// <param name="code">See <see cref="CodeInPathAttribute"/>.</param>
    /// <response code="200">The migration, which is paused.</response>
    [HttpPost("pause", Name = "pauseMigration")]
    [TakesIdempotencyKey]
    [ProducesResponseType<SingleMigrationDto>(StatusCodes.Status200OK)]
    public Task<SingleMigrationDto> Pause([CodeInPath] string code)
    {
        var (key, faults) = IdempotencyKeyHeader.Read(Request);
        return SendOnce(new PauseMigrationCommand(Caller, code) { IdempotencyKey = key, Unreadable = faults });
    }

    /// <summary>Resume migration</summary>
    /// <remarks>Ends the pause. An execution that became due meanwhile begins at once.</remarks>
    /// <param name="code">See <see cref="CodeInPathAttribute"/>.</param>
    /// <response code="200">The migration, which goes on.</response>
    [HttpPost("resume", Name = "resumeMigration")]
    [TakesIdempotencyKey]
    [ProducesResponseType<SingleMigrationDto>(StatusCodes.Status200OK)]
    public Task<SingleMigrationDto> Resume([CodeInPath] string code)
    {
        var (key, faults) = IdempotencyKeyHeader.Read(Request);
        return SendOnce(new ResumeMigrationCommand(Caller, code) { IdempotencyKey = key, Unreadable = faults });
    }
}
