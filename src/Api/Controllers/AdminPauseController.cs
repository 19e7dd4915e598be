using Hosting.Migrations.Api.Authentication;
using Hosting.Migrations.Api.Binding;
using Hosting.Migrations.Api.Errors;
using Hosting.Migrations.Application.Pauses;
using Hosting.Migrations.Application.Pauses.Change;
using Hosting.Migrations.Application.Pauses.List;
using Hosting.Migrations.Domain.Customers;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Hosting.Migrations.Api.Controllers;

/// <summary>The pause of the whole service, or of single source hosts. Admins only.</summary>
[Route("api/admin")]
[Tags("HostingMigrations")]
[Authorize(Roles = CallerClaims.AdminRole)]
[ChangesNeedScope(TokenScope.Admin)]
[ProducesResponseType<ErrorEnvelope>(StatusCodes.Status401Unauthorized)]
[ProducesResponseType<ErrorEnvelope>(StatusCodes.Status403Forbidden)]
public sealed class AdminPauseController(IMediator mediator) : ApiController(mediator)
{
    /// <summary>Get what is paused</summary>
    /// <remarks>Returns since when the whole service, and which source hosts, are paused. Admin only.</remarks>
    /// <response code="200">What is paused.</response>
    [HttpGet("pause", Name = "getPauses")]
    [ProducesResponseType<PausesDto>(StatusCodes.Status200OK)]
    public Task<PausesDto> Get() => Send(new ListPausesQuery(Caller));

    /// <summary>Pause the service or a source host</summary>
    /// <remarks>
    /// No run begins, of any migration or with that source host, until it is resumed; runs that are under way are handed back within seconds, and go on from
    /// where they stopped. What is paused already stays so. Admin only.
    /// </remarks>
    /// <param name="body">Which host; may be left out.</param>
    /// <response code="200">What is paused.</response>
    [HttpPost("pause", Name = "pauseService")]
    [RequestSizeLimit(MaxBodyBytes)]
    [ProducesResponseType<PausesDto>(StatusCodes.Status200OK)]
    [ProducesResponseType<ErrorEnvelope>(StatusCodes.Status422UnprocessableEntity)]
    public Task<PausesDto> Pause([OptionalJsonBody<PauseServiceBody>] JsonBody body) => ChangeAsync(body, isPaused: true);

    /// <summary>Resume the service or a source host</summary>
    /// <remarks>
    /// Ends the pause of the whole service, or of that source host, and no other: hosts that were paused by themselves stay so. What is not paused goes on
    /// as before. Admin only.
    /// </remarks>
    /// <param name="body">Which host; may be left out.</param>
    /// <response code="200">What is still paused.</response>
    [HttpPost("resume", Name = "resumeService")]
    [RequestSizeLimit(MaxBodyBytes)]
    [ProducesResponseType<PausesDto>(StatusCodes.Status200OK)]
    [ProducesResponseType<ErrorEnvelope>(StatusCodes.Status422UnprocessableEntity)]
    public Task<PausesDto> Resume([OptionalJsonBody<PauseServiceBody>] JsonBody body) => ChangeAsync(body, isPaused: false);

    private Task<PausesDto> ChangeAsync(JsonBody body, bool isPaused) =>
        Send(new ChangePauseCommand(Caller, isPaused) { SourceHost = body.OnlyHas("source_host").Text("source_host"), Unreadable = body.Unreadable });
}
