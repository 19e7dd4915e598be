using Hosting.Migrations.Api.Binding;
using Hosting.Migrations.Api.Errors;
using Hosting.Migrations.Application.Migrations.GetResource;
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
    [ProducesResponseType<SingleMigrationResourceDto>(StatusCodes.Status200OK)]
    public Task<SingleMigrationResourceDto> Get([CodeInPath] string code, [ResourceInPath] string resource) =>
        Send(new GetResourceQuery(Caller, code, resource));
}
