using Hosting.Migrations.Api.Authentication;
using Hosting.Migrations.Api.Errors;
using Hosting.Migrations.Api.Http;
using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Idempotency;
using Hosting.Migrations.Application.Paging;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Hosting.Migrations.Api.Controllers;

/// <summary>What every controller of the API shares: a token is required, and answers are JSON.</summary>
[ApiController]
[Authorize]
[Produces("application/json")]
[NotModifiedForAny]
public abstract class ApiController(IMediator mediator) : ControllerBase
{
    /// <summary>The largest body of an operation that takes no file, in bytes: many times what any of them needs.</summary>
    protected const int MaxBodyBytes = 64 * 1024;

    private const string VariesBy = $"{ApiTokenAuthenticationHandler.HeaderName}, Authorization, Accept-Encoding";

    /// <summary>Who sends the request.</summary>
    protected Caller Caller => User.ToCaller();

    /// <summary>The fields of the request that could not be read as what they should be.</summary>
    protected IReadOnlyList<FieldError> Unreadable => ModelState.ToFieldErrors();

    /// <summary>The tags that the client sends in <c>If-None-Match</c> (RFC 9110, section 13.1.2), without quotes and weakness.</summary>
    protected IReadOnlyList<string> KnownTags =>
        [.. Request.GetTypedHeaders().IfNoneMatch.Select(tag => tag.Tag.ToString().Trim('"'))];

    /// <summary>
    /// The tags that the client sends in <c>If-Match</c> (RFC 9110, section 13.1.1), of which one has to be that of what is there; null where any will do.
    /// Weak ones never match.
    /// </summary>
    protected IReadOnlyList<string>? ExpectedTags
    {
        get
        {
            var tags = Request.GetTypedHeaders().IfMatch;
            return Request.Headers.IfMatch.Count == 0 || tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any)) ? null
                : [.. tags.Where(tag => !tag.IsWeak).Select(tag => tag.Tag.ToString().Trim('"'))];
        }
    }

    /// <summary>Answers with a tag to revalidate by, or with 304 if what the client has kept is still good.</summary>
    /// <typeparam name="T">What is answered.</typeparam>
    /// <param name="answer">The answer.</param>
    protected ActionResult<T> Revalidate<T>(Revalidated<T> answer)
        where T : class
    {
        var tag = $"\"{answer.Tag}\"";
        Response.Headers.CacheControl = "private, no-cache";
        Response.Headers.Vary = VariesBy;
        if (answer.Value is { } value)
        {
            Response.Headers.ETag = tag;
            return value;
        }

        // As the client has kept it: weak where its answer was compressed.
        Response.Headers.ETag = Request.Headers.AcceptEncoding.Count > 0 && Request.Headers.IfNoneMatch.ToString().Contains($"W/{tag}", StringComparison.Ordinal) ? $"W/{tag}" : tag;
        return StatusCode(StatusCodes.Status304NotModified);
    }

    /// <summary>Sends a request that may have been done already, and tells the client so.</summary>
    /// <typeparam name="TResponse">What the request is answered with.</typeparam>
    /// <param name="request">The request.</param>
    protected async Task<TResponse> SendOnce<TResponse>(IIdempotentRequest<TResponse> request)
    {
        var answer = await Send(request);
        IdempotencyKeyHeader.Mark(Response, request.IsReplayed);
        return answer;
    }

    /// <summary>Sends a request through the application's pipeline.</summary>
    /// <typeparam name="TResponse">What the request is answered with.</typeparam>
    /// <param name="request">The request.</param>
    protected Task<TResponse> Send<TResponse>(IRequest<TResponse> request)
    {
        if (request is IAudited)
        {
            HttpContext.RequestServices.GetRequiredService<CurrentOrigin>().Value = HttpContext.ToOrigin();
        }

        return mediator.Send(request, HttpContext.RequestAborted);
    }
}
