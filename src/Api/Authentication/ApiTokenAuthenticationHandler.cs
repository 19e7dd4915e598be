using System.Text.Encodings.Web;
using Hosting.Migrations.Api.Limits;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Hosting.Migrations.Api.Authentication;

/// <summary>Authenticates a request by its one token, in <c>X-Api-Token</c> or as <c>Authorization: Bearer</c>.</summary>
internal sealed class ApiTokenAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, CachingAuthenticator authenticator, Quotas quotas)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "ApiToken";
    public const string HeaderName = "X-Api-Token";

    // RFC 6750, section 2.1.
    private const string Bearer = "Bearer ";

    /// <summary>The token that a request sends; null where it sends none, or two: these may be two callers, and which one is meant can't be known.</summary>
    /// <param name="request">The request.</param>
    public static string? FindSecret(HttpRequest request)
    {
        var (own, bearer) = (request.Headers[HeaderName], request.Headers.Authorization);
        return (own, bearer) switch
        {
            ([{ Length: > 0 } secret], []) => secret,
            ([], [{ } header]) when header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) && header.AsSpan(Bearer.Length).Trim() is { Length: > 0 } secret => secret.ToString(),
            _ => null,
        };
    }

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        // Who asks how the service is must hear it without the database.
        if (Request.Path.StartsWithSegments("/health") || FindSecret(Request) is not { } secret)
        {
            return AuthenticateResult.NoResult();
        }

        var onlyReads = HttpMethods.IsGet(Request.Method) || HttpMethods.IsHead(Request.Method) || HttpMethods.IsOptions(Request.Method);
        return await authenticator.AuthenticateAsync(secret, onlyReads, Context.RequestServices, Context.RequestAborted) is { } principal
            ? AuthenticateResult.Success(new AuthenticationTicket(principal, SchemeName))
            : AuthenticateResult.Fail("The token is unknown, expired, revoked or of a disabled customer.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = quotas.TryTakeOfAddress(Context.Connection.RemoteIpAddress, Response)
            ? StatusCodes.Status401Unauthorized
            : StatusCodes.Status429TooManyRequests;
        Response.Headers[HeaderNames.WWWAuthenticate] = $"{SchemeName}, {Bearer.TrimEnd()}";
        return Task.CompletedTask;
    }
}
