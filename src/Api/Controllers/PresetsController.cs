using Hosting.Migrations.Api.Errors;
using Hosting.Migrations.Application.Migrations.ListPresets;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Hosting.Migrations.Api.Controllers;

/// <summary>The kinds of source servers.</summary>
[Route("api/presets")]
[Tags("HostingMigrations")]
public sealed class PresetsController(IMediator mediator) : ApiController(mediator)
{
    /// <summary>List presets</summary>
    /// <remarks>Returns the presets that a migration can name, with what they mean.</remarks>
    /// <response code="200">Every preset.</response>
    /// <response code="401">The token is missing, unknown, expired or revoked.</response>
    [HttpGet(Name = "listPresets")]
    [ProducesResponseType<PresetListDto>(StatusCodes.Status200OK)]
    [ProducesResponseType<ErrorEnvelope>(StatusCodes.Status401Unauthorized)]
    public async Task<ActionResult<PresetListDto>> List() => await Send(new ListPresetsQuery());
}
