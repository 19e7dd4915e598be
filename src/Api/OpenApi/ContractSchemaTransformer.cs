using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Hosting.Migrations.Api.Binding;
using Hosting.Migrations.Domain;
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

        var attributes = context.ParameterDescription?.ParameterDescriptor is ControllerParameterDescriptor { ParameterInfo: var parameter }
            ? parameter.GetCustomAttributes(inherit: true)
            : context.JsonPropertyInfo?.AttributeProvider?.GetCustomAttributes(inherit: true) ?? [];
        foreach (var attribute in attributes)
        {
            Apply(schema, attribute);
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
            case OneOfAttribute oneOf:
                Close(schema.Items as OpenApiSchema ?? schema, oneOf.Texts);
                break;
            case DefaultValueAttribute given:
                schema.Default = JsonSerializer.SerializeToNode(given.Value);
                break;
            case JsonIgnoreAttribute { Condition: JsonIgnoreCondition.WhenWritingNull }:
                schema.Type &= ~JsonSchemaType.Null;
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

    private static void Close(OpenApiSchema schema, IEnumerable<string> texts)
    {
        schema.Enum = [.. texts.Select(text => (JsonNode)text)];
        if (schema.Type?.HasFlag(JsonSchemaType.Null) == true)
        {
            schema.Enum.Add(JsonNullSentinel.JsonNull);
        }
    }
}
