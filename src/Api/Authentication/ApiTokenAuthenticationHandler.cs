using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Hosting.Migrations.Api.Authentication;

/// <summary>Authenticates a request by its one <c>X-Api-Token</c> header.</summary>
internal sealed class ApiTokenAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, CachingAuthenticator authenticator)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "ApiToken";
    public const string HeaderName = "X-Api-Token";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        // Two tokens may be two callers; which one is meant can't be known.
        if (Request.Headers[HeaderName] is not [{ Length: > 0 } secret])
        {
            return AuthenticateResult.NoResult();
        }

        return await authenticator.AuthenticateAsync(secret, Context.RequestServices, Context.RequestAborted) is { } caller
            ? AuthenticateResult.Success(new AuthenticationTicket(caller.ToPrincipal(SchemeName), SchemeName))
            : AuthenticateResult.Fail("The token is unknown, expired or revoked.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers[HeaderNames.WWWAuthenticate] = SchemeName;
        return Task.CompletedTask;
    }
}
