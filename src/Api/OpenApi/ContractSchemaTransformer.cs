using System.Globalization;
using System.Text.Json.Nodes;
using Hosting.Migrations.Api.Binding;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Hosting.Migrations.Api.OpenApi;

/// <summary>Adds to a schema what the framework can't see: what converters write, and what this project's attributes say.</summary>
internal sealed class ContractSchemaTransformer : IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        // The framework knows nothing of what a converter writes.
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (type == typeof(DateTimeOffset) || type.IsEnum)
        {
            schema.Type = type == context.JsonTypeInfo.Type ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
        }

        if (context.ParameterDescription?.ParameterDescriptor is ControllerParameterDescriptor { ParameterInfo: var parameter })
        {
            foreach (var attribute in parameter.GetCustomAttributes(inherit: true))
            {
                Apply(schema, attribute);
            }
        }

        return Task.CompletedTask;
    }

    private static void Apply(OpenApiSchema schema, object attribute)
    {
        switch (attribute)
        {
            case StatusTextsAttribute texts:
                schema.Enum = [.. texts.All.Select(text => (JsonNode)text)];
                schema.Default = texts.Default;
                break;
            case TextsOfAttribute texts:
                schema.Enum = [.. texts.All.Select(text => (JsonNode)text)];
                break;
            case MinimumAttribute minimum:
                schema.Minimum = minimum.Value.ToString(CultureInfo.InvariantCulture);
                break;
            case InPathAttribute inPath:
                schema.Pattern = inPath.Pattern;
                break;
            default:
                break;
        }
    }
}
