using Hosting.Migrations.Api.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Hosting.Migrations.Api.Http;

/// <summary>Lets pages of other origins use the API, if an operator has named any. Tokens come in headers, never in cookies, so that no page acts for a user unasked.</summary>
internal static class CrossOrigin
{
    private static readonly string[] Sent =
    [
        ApiTokenAuthenticationHandler.HeaderName, HeaderNames.Authorization, HeaderNames.ContentType, HeaderNames.Accept, HeaderNames.IfNoneMatch, HeaderNames.IfMatch,
        IdempotencyKeyHeader.Name, RequestIdMiddleware.HeaderName, "Last-Event-ID",
    ];

    private static readonly string[] Shown =
    [
        HeaderNames.ETag, HeaderNames.Link, HeaderNames.Location, HeaderNames.RetryAfter, HeaderNames.ContentDisposition, RequestIdMiddleware.HeaderName,
        IdempotencyKeyHeader.ReplayName, Limits.RateLimitHeaders.Limit, Limits.RateLimitHeaders.Policy,
    ];

    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(1);

    public static void AddCrossOrigin(this IServiceCollection services)
    {
        services.AddCors();
        services.AddOptions<CorsSettings>()
            .BindConfiguration(CorsSettings.Section)
            .Validate(
                settings => settings.Origins.All(CorsSettings.IsOrigin),
                $"{CorsSettings.Section}:{nameof(CorsSettings.Origins)} must hold origins, such as https://panel.example, without a path, or *.")
            .ValidateOnStart();
    }

    public static void UseCrossOrigin(this WebApplication app)
    {
        var origins = app.Services.GetRequiredService<IOptions<CorsSettings>>().Value.Origins;
        if (origins.Count > 0)
        {
            string[] allowed = origins.Contains(CorsSettings.Any) ? [CorsSettings.Any] : [.. origins];
            app.UseCors(policy => policy
                .WithOrigins(allowed)
                .WithHeaders(Sent)
                .WithMethods(HttpMethods.Get, HttpMethods.Head, HttpMethods.Post, HttpMethods.Put, HttpMethods.Patch, HttpMethods.Delete)
                .WithExposedHeaders(Shown)
                .SetPreflightMaxAge(KeptFor));
        }
    }
}
