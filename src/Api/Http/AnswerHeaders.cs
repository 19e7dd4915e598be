using Hosting.Migrations.Api.Authentication;
using Hosting.Migrations.Api.Limits;
using Microsoft.Net.Http.Headers;

namespace Hosting.Migrations.Api.Http;

/// <summary>The headers that every answer has, or every answer of a kind, whoever wrote it.</summary>
internal static class AnswerHeaders
{
    // In seconds: about as long as a database takes to come back from a restart.
    private const string RetryAfter = "5";

    private const string NoStore = "no-store";
    private const string OneYear = "max-age=31536000";

    // The page of the description runs scripts of its own; nothing else is a page.
    private const string NoFrames = "frame-ancestors 'none'";
    private const string NothingAtAll = "default-src 'none'; frame-ancestors 'none'";

    /// <summary>Adds them, as late as can be: the error handling clears all headers that are there by then.</summary>
    /// <param name="context">The request whose answer is about to begin.</param>
    /// <param name="quotas">What is left of the caller's token.</param>
    public static void Add(HttpContext context, Quotas quotas)
    {
        var response = context.Response;
        var headers = response.Headers;
        if (headers.RetryAfter.Count == 0 && response.StatusCode is (StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable))
        {
            headers.RetryAfter = RetryAfter;
        }

        if (headers.CacheControl.Count == 0 && context.Request.Path.StartsWithSegments("/api"))
        {
            headers.CacheControl = NoStore;
        }

        if (Quotas.Cover(context.Request) && context.User.FindTokenKey() is { } token)
        {
            quotas.TellOfToken(token, response);
        }

        var isPage = response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers.ContentSecurityPolicy = isPage ? NoFrames : NothingAtAll;
        headers["Referrer-Policy"] = "no-referrer";
        if (context.Request.IsHttps)
        {
            headers[HeaderNames.StrictTransportSecurity] = OneYear;
        }
    }
}
