using System.Globalization;
using Hosting.Migrations.Api.Binding;
using Hosting.Migrations.Api.Errors;
using Hosting.Migrations.Api.Http;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace Hosting.Migrations.Api.OpenApi;

/// <summary>
/// Adds to this project's own operations what follows from how they are built: the headers that they take, and the answers that a body, a header, too many
/// requests or a database that is away may lead to. What existing clients rely on is left as it is; the introduction tells of those answers.
/// </summary>
internal sealed class OwnOperationTransformer : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var action = context.Description.ActionDescriptor;
        if (action.EndpointMetadata.OfType<DocumentedOriginAttribute>().Any())
        {
            return Task.CompletedTask;
        }

        foreach (var (name, description, schema) in HeadersOf(action))
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter { Name = name, In = ParameterLocation.Header, Description = description, Schema = schema });
        }

        operation.Responses ??= [];
        foreach (var status in AnswersOf(action, context.Description.HttpMethod))
        {
            var content = new OpenApiMediaType { Schema = new OpenApiSchemaReference(SchemaNames.Error, context.Document) };
            operation.Responses.TryAdd(
                status.ToString(CultureInfo.InvariantCulture),
                new OpenApiResponse { Description = ErrorEnvelope.For(status).Message, Content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = content } });
        }

        return Task.CompletedTask;
    }

    private static IEnumerable<(string Name, string Description, OpenApiSchema Schema)> HeadersOf(ActionDescriptor action)
    {
        if (action.EndpointMetadata.OfType<TakesIdempotencyKeyAttribute>().Any())
        {
            yield return (
                IdempotencyKeyHeader.Name,
                "The client's name for the request. Sent again within seven days it is not done again, but answered with what is there now and Idempotent-Replay: true; "
                + "another request under the same key is 422.",
                new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = IdempotencyKeyHeader.MaxLength });
        }

        if (action.EndpointMetadata.OfType<TakesIfMatchAttribute>().Any())
        {
            yield return (
                HeaderNames.IfMatch,
                "The ETag of what the client has seen (RFC 9110, section 13.1.1): where something has changed since, nothing is done and the answer is 412.",
                new OpenApiSchema { Type = JsonSchemaType.String });
        }

        if (action.EndpointMetadata.OfType<TakesLastEventIdAttribute>().Any())
        {
            yield return (
                TakesLastEventIdAttribute.HeaderName,
                "The id of the last event that the client has got; those after it are sent.",
                new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64", Minimum = "0" });
        }
    }

    private static IEnumerable<int> AnswersOf(ActionDescriptor action, string? method)
    {
        if (method != HttpMethods.Get)
        {
            // The token's scope may be too narrow.
            yield return StatusCodes.Status403Forbidden;
        }

        if (action.EndpointMetadata.OfType<TakesIfMatchAttribute>().Any())
        {
            yield return StatusCodes.Status412PreconditionFailed;
        }

        var takesBody = action.Parameters.OfType<ControllerParameterDescriptor>()
            .Any(parameter => parameter.ParameterInfo.IsDefined(typeof(JsonBodyAttribute), inherit: true));
        if (takesBody)
        {
            yield return StatusCodes.Status413PayloadTooLarge;
            yield return StatusCodes.Status415UnsupportedMediaType;
        }

        yield return StatusCodes.Status429TooManyRequests;
        yield return StatusCodes.Status503ServiceUnavailable;
    }
}
