using Hosting.Migrations.Api.Authentication;
using Hosting.Migrations.Api.Errors;
using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Errors;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Hosting.Migrations.Api.Controllers;

/// <summary>What every controller of the API shares: a token is required, and answers are JSON.</summary>
[ApiController]
[Authorize]
[Produces("application/json")]
public abstract class ApiController(IMediator mediator) : ControllerBase
{
    /// <summary>Who sends the request.</summary>
    protected Caller Caller => User.ToCaller();

    /// <summary>The fields of the request that could not be read as what they should be.</summary>
    protected IReadOnlyList<FieldError> Unreadable => ModelState.ToFieldErrors();

    /// <summary>Sends a request through the application's pipeline.</summary>
    /// <typeparam name="TResponse">What the request is answered with.</typeparam>
    /// <param name="request">The request.</param>
    protected Task<TResponse> Send<TResponse>(IRequest<TResponse> request) => mediator.Send(request, HttpContext.RequestAborted);
}
