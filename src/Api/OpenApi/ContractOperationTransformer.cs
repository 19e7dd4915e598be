using System.Globalization;
using System.Text.Json.Nodes;
using Hosting.Migrations.Api.Binding;
using Hosting.Migrations.Api.Errors;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Hosting.Migrations.Api.OpenApi;

/// <summary>Adds to an operation what the contract has and the framework does not know of: its origin, and error examples.</summary>
internal sealed class ContractOperationTransformer : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var isDocumented = context.Description.ActionDescriptor.EndpointMetadata.OfType<DocumentedOriginAttribute>().Any();
        operation.Extensions ??= new Dictionary<string, IOpenApiExtension>();
        operation.Extensions["x-origin"] = new JsonNodeExtension(isDocumented ? "documented" : "ours");

        var inPath = context.Description.ActionDescriptor.Parameters.OfType<ControllerParameterDescriptor>()
            .SelectMany(parameter => parameter.ParameterInfo.GetCustomAttributes(inherit: true).OfType<InPathAttribute>())
            .ToDictionary(attribute => attribute.Name!, attribute => attribute.Description);
        foreach (var parameter in (operation.Parameters ?? []).Where(parameter => parameter.In == ParameterLocation.Path))
        {
            parameter.Description = inPath.GetValueOrDefault(parameter.Name ?? string.Empty, parameter.Description ?? string.Empty);
        }

        // What the controller says of all its operations would come before what an operation says of itself.
        var responses = (operation.Responses ?? []).OrderBy(response => response.Key, StringComparer.Ordinal).ToList();
        operation.Responses = [];
        foreach (var (status, response) in responses)
        {
            operation.Responses.Add(status, response);
            var code = int.Parse(status, CultureInfo.InvariantCulture);

            // What a controller sends as a rule, and this answer does not.
            foreach (var (type, _) in response.Content?.Where(content => content.Value.Schema is null).ToList() ?? [])
            {
                response.Content!.Remove(type);
            }

            if (code >= StatusCodes.Status400BadRequest)
            {
                response.Description = DescriptionOf(code) ?? response.Description;
                foreach (var content in response.Content?.Values ?? [])
                {
                    content.Example = IsOfUpload(context.Description, code) ? UploadExample() : ExampleOf(code);
                }
            }
        }

        return Task.CompletedTask;
    }

    private static bool IsOfUpload(ApiDescription operation, int status) =>
        operation.SupportedResponseTypes.Any(answer => answer.StatusCode == status && answer.Type == typeof(UploadErrorEnvelope));

    private static JsonObject UploadExample() => new()
    {
        ["message"] = ErrorEnvelope.For(StatusCodes.Status422UnprocessableEntity).Message,
        ["errors"] = new JsonArray(new JsonObject
        {
            ["field"] = "csv_file_content",
            ["description"] = "row 12, local_email: is empty",
            ["code"] = "empty",
            ["row"] = 12,
            ["column"] = "local_email",
        }),
    };

    private static string? DescriptionOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "The token is missing, unknown, expired or revoked.",
        StatusCodes.Status403Forbidden => "The token's user may not do this.",
        StatusCodes.Status404NotFound => "Not found, or not visible to the token's user.",
        StatusCodes.Status409Conflict => "Another request has changed the same thing at the same time.",
        StatusCodes.Status412PreconditionFailed => "What was to be changed is not what If-Match names.",
        StatusCodes.Status413PayloadTooLarge => "The body is too large.",
        StatusCodes.Status415UnsupportedMediaType => "The body is of another type, or encoded.",
        StatusCodes.Status429TooManyRequests => "The caller asks too much, or has too many of these open; Retry-After says when to ask again.",
        StatusCodes.Status503ServiceUnavailable => "The database is away; Retry-After says when to ask again.",
        StatusCodes.Status422UnprocessableEntity => "One entry for each field at fault, by the name that the client sent.",
        _ => null,
    };

    private static JsonObject ExampleOf(int status) => new()
    {
        ["message"] = ErrorEnvelope.For(status).Message,
        ["errors"] = status == StatusCodes.Status422UnprocessableEntity
            ? new JsonArray(new JsonObject { ["field"] = "name", ["description"] = "is not valid" })
            : [],
    };
}
