namespace Hosting.Migrations.Api.Limits;

/// <summary>The headers that tell a client how much it may ask (draft-ietf-httpapi-ratelimit-headers-10).</summary>
internal static class RateLimitHeaders
{
    /// <summary>What is left: <c>"token";r=99;t=1</c>, with the seconds until all of it is there again.</summary>
    public const string Limit = "RateLimit";

    /// <summary>The limit: <c>"token";q=100;w=60</c>, so many in so many seconds.</summary>
    public const string Policy = "RateLimit-Policy";
}
