using System.Globalization;
using System.Text.Json.Nodes;
using Hosting.Migrations.Api.Errors;
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

        foreach (var (status, response) in operation.Responses ?? [])
        {
            if (int.Parse(status, CultureInfo.InvariantCulture) is var code and >= StatusCodes.Status400BadRequest)
            {
                foreach (var content in response.Content?.Values ?? [])
                {
                    content.Example = ExampleOf(code);
                }
            }
        }

        return Task.CompletedTask;
    }

    private static JsonObject ExampleOf(int status) => new()
    {
        ["message"] = ErrorEnvelope.For(status).Message,
        ["errors"] = status == StatusCodes.Status422UnprocessableEntity
            ? new JsonArray(new JsonObject { ["field"] = "name", ["description"] = "is not valid" })
            : [],
    };
}
