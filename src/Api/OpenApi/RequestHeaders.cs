using Hosting.Migrations.Api.Http;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace Hosting.Migrations.Api.OpenApi;

/// <summary>The headers that operations take.</summary>
internal static class RequestHeaders
{
    /// <summary>Those that one operation takes.</summary>
    /// <param name="facts">What is known of it.</param>
    public static IEnumerable<OpenApiParameter> Of(OperationFacts facts)
    {
        if (facts.IsRevalidated)
        {
            yield return Header(
                HeaderNames.IfNoneMatch,
                "The ETag of the answer that the client has kept, or several with commas between them (RFC 9110, section 13.1.2): where it is still good, the answer is 304.",
                new OpenApiSchema { Type = JsonSchemaType.String });
        }

        if (facts.TakesIdempotencyKey)
        {
            yield return Header(
                IdempotencyKeyHeader.Name,
                "The client's name for the request. Sent again within seven days it is not done again, but answered with what is there now and Idempotent-Replay: true; "
                + "another request under the same key is 422.",
                new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = IdempotencyKeyHeader.MaxLength });
        }

        if (facts.TakesIfMatch)
        {
            yield return Header(
                HeaderNames.IfMatch,
                "The ETag of what the client has seen (RFC 9110, section 13.1.1): where something has changed since, nothing is done and the answer is 412.",
                new OpenApiSchema { Type = JsonSchemaType.String });
        }

        if (facts.TakesLastEventId)
        {
            yield return Header(
                TakesLastEventIdAttribute.HeaderName,
                "The id of the last event that the client has got; those after it are sent.",
                new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64", Minimum = "0" });
        }
    }

    private static OpenApiParameter Header(string name, string description, OpenApiSchema schema) =>
        new() { Name = name, In = ParameterLocation.Header, Description = description, Schema = schema };
}
