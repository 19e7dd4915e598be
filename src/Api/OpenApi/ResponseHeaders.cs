using Hosting.Migrations.Api.Http;
using Hosting.Migrations.Api.Limits;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace Hosting.Migrations.Api.OpenApi;

/// <summary>The headers that answers have: each stands once in the document, and answers refer to it.</summary>
internal static class ResponseHeaders
{
    private static readonly string[] OfAll = [RequestIdMiddleware.HeaderName, RateLimitHeaders.Limit, RateLimitHeaders.Policy];

    /// <summary>Tells of the headers that an answer has.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="status">Its status.</param>
    /// <param name="facts">What is known of its operation; null where it is that of many.</param>
    /// <param name="document">Where the headers stand.</param>
    public static void AddTo(OpenApiResponse response, int status, OperationFacts? facts, OpenApiDocument document)
    {
        response.Headers = new Dictionary<string, IOpenApiHeader>();
        foreach (var name in OfAll.Concat(Of(status, facts)))
        {
            document.AddComponent<IOpenApiHeader>(name, Describe(name));
            response.Headers[name] = new OpenApiHeaderReference(name, document);
        }
    }

    private static IEnumerable<string> Of(int status, OperationFacts? facts)
    {
        var isSuccess = status is >= StatusCodes.Status200OK and < StatusCodes.Status300MultipleChoices;
        if (status is StatusCodes.Status201Created)
        {
            yield return HeaderNames.Location;
        }

        if (status is StatusCodes.Status304NotModified || (status is StatusCodes.Status200OK && facts is { IsRevalidated: true } or { TakesIfMatch: true }))
        {
            yield return HeaderNames.ETag;
            yield return HeaderNames.CacheControl;
        }

        if (status is StatusCodes.Status200OK && facts?.IsPage == true)
        {
            yield return HeaderNames.Link;
        }

        if (isSuccess && facts?.TakesIdempotencyKey == true)
        {
            yield return IdempotencyKeyHeader.ReplayName;
        }

        if (status is StatusCodes.Status401Unauthorized)
        {
            yield return HeaderNames.WWWAuthenticate;
        }

        if (status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)
        {
            yield return HeaderNames.RetryAfter;
        }
    }

    private static OpenApiHeader Describe(string name) => new()
    {
        Description = DescriptionOf(name),
        Schema = name == HeaderNames.RetryAfter
            ? new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", Minimum = "1" }
            : new OpenApiSchema { Type = JsonSchemaType.String },
    };

    private static string DescriptionOf(string name) => name switch
    {
        RequestIdMiddleware.HeaderName => "The id of the request, under which the service's log has it: the client's own where it sends a sound one.",
        RateLimitHeaders.Limit => "What is left of the limit, and in how many seconds all of it is there again: \"token\";r=599999;t=1. Left out where no limit is set.",
        RateLimitHeaders.Policy => "The limit, as so many requests in so many seconds: \"token\";q=600000;w=60. Left out where no limit is set.",
        "Location" => "The URL of what was created.",
        "ETag" => "The tag of the answer, for If-None-Match and, where an operation takes it, If-Match. Weak where the answer is compressed.",
        "Cache-Control" => "private, no-cache: the client may keep the answer, and asks each time whether it is still good.",
        "Link" => "The first, previous, next and last page, as rel=\"first\", \"prev\", \"next\" and \"last\" (RFC 8288). Where a list is walked by cursor, the next page alone, if there is one.",
        IdempotencyKeyHeader.ReplayName => "true where the request was done before, under the same Idempotency-Key; else left out.",
        "WWW-Authenticate" => "The schemes by which a token can be sent.",
        "Retry-After" => "After how many seconds to ask again.",
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Nobody has said what this header is."),
    };
}
