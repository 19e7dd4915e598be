using System.ComponentModel.DataAnnotations;
using Hosting.Migrations.Api.Authentication;
using Hosting.Migrations.Api.Binding;
using Hosting.Migrations.Api.Errors;
using Hosting.Migrations.Api.Http;
using Hosting.Migrations.Api.OpenApi;
using Hosting.Migrations.Application.Paging;
using Hosting.Migrations.Application.Tokens;
using Hosting.Migrations.Application.Tokens.Get;
using Hosting.Migrations.Application.Tokens.Issue;
using Hosting.Migrations.Application.Tokens.List;
using Hosting.Migrations.Application.Tokens.Revoke;
using Hosting.Migrations.Domain.Customers;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Hosting.Migrations.Api.Controllers;

/// <summary>API tokens. Admins only.</summary>
[Route("api/tokens")]
[Tags("HostingMigrations")]
[Authorize(Roles = CallerClaims.AdminRole)]
[ChangesNeedScope(TokenScope.Admin)]
[ProducesResponseType<ErrorEnvelope>(StatusCodes.Status401Unauthorized)]
[ProducesResponseType<ErrorEnvelope>(StatusCodes.Status403Forbidden)]
public sealed class TokensController(IMediator mediator) : ApiController(mediator)
{
    /// <summary>List tokens</summary>
    /// <remarks>Returns tokens without their secrets, by id, revoked and expired ones too. Admin only.</remarks>
    /// <param name="page">Page number. A page past the last one is 200 with no resources.</param>
    /// <param name="per">Results per page.</param>
    /// <response code="200">A page of tokens.</response>
    [HttpGet(Name = "listTokens")]
    [PageLinks]
    [ProducesResponseType<TokenListDto>(StatusCodes.Status200OK)]
    [ProducesResponseType<ErrorEnvelope>(StatusCodes.Status422UnprocessableEntity)]
    public Task<TokenListDto> List(
        [FromQuery(Name = "page")]
        [Minimum(1)]
        int page = PageRequest.DefaultNumber,
        [FromQuery(Name = "per")]
        [Range(1, PageRequest.MaxSize)]
        int per = PageRequest.DefaultSize) =>
        Send(new ListTokensQuery(Caller) { Page = page, Per = per, Unreadable = Unreadable });

    /// <summary>Issue token</summary>
    /// <remarks>Issues a token for an admin or for one customer, and answers its secret, which is shown this once. Admin only.</remarks>
    /// <param name="body">The token.</param>
    /// <response code="201">The token and its secret. The Location header is its URL.</response>
    [HttpPost(Name = "issueToken")]
    [RequestSizeLimit(MaxBodyBytes)]
    [ProducesResponseType<IssuedTokenDto>(StatusCodes.Status201Created)]
    [ProducesResponseType<ErrorEnvelope>(StatusCodes.Status404NotFound)]
    [ProducesResponseType<ErrorEnvelope>(StatusCodes.Status422UnprocessableEntity)]
    public async Task<ActionResult<IssuedTokenDto>> Issue([JsonBody<IssueTokenBody>] JsonBody body)
    {
        var isAdmin = body.OnlyHas("admin", "customer_code", "name", "scope", "expires_in_days", "expires_at").Flag("admin") ?? false;
        var issued = await Send(new IssueTokenCommand(Caller, isAdmin)
        {
            CustomerCode = body.Text("customer_code"),
            Name = body.Text("name"),
            Scope = body.Text("scope"),
            ExpiresInDays = body.WholeNumber("expires_in_days"),
            ExpiresAt = body.Moment("expires_at"),
            Unreadable = body.Unreadable,
        });
        return Created($"{Request.PathBase}/api/tokens/{issued.Token.Id}", new IssuedTokenDto { Secret = issued.Secret, Token = issued.Token });
    }

    /// <summary>Get token</summary>
    /// <remarks>Returns one token without its secret. Admin only.</remarks>
    /// <param name="id">See <see cref="TokenInPathAttribute"/>.</param>
    /// <response code="200">The token.</response>
    [HttpGet("{token_id}", Name = "getToken")]
    [TakesIfNoneMatch]
    [ProducesResponseType<TokenDto>(StatusCodes.Status200OK)]
    [ProducesResponseType<ErrorEnvelope>(StatusCodes.Status404NotFound)]
    public async Task<ActionResult<TokenDto>> Get([TokenInPath] string id) =>
        Revalidate(await Send(new GetTokenQuery(Caller, id) { KnownTags = KnownTags }));

    /// <summary>Revoke token</summary>
    /// <remarks>
    /// Takes a token's access away, for good; within seconds wherever it is being used. One that is revoked already stays so. Admin only.
    /// </remarks>
    /// <param name="id">See <see cref="TokenInPathAttribute"/>.</param>
    /// <response code="204">Empty.</response>
    [HttpDelete("{token_id}", Name = "revokeToken")]
    [TakesIfMatch]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    [ProducesResponseType<ErrorEnvelope>(StatusCodes.Status404NotFound)]
    public async Task<NoContentResult> Revoke([TokenInPath] string id)
    {
        await Send(new RevokeTokenCommand(Caller, id) { ExpectedTags = ExpectedTags });
        return NoContent();
    }
}
