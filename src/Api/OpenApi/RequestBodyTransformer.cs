using System.Reflection;
using System.Text.Json;
using Hosting.Migrations.Api.Binding;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Hosting.Migrations.Api.OpenApi;

/// <summary>Describes the bodies that <see cref="JsonBody"/> reads, of which the framework knows nothing. Each stands in the document under a name.</summary>
internal sealed class RequestBodyTransformer : IOpenApiOperationTransformer
{
    private const string Form = "Form";

    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (new OperationFacts(context.Description).Body is not { } body)
        {
            return;
        }

        var document = context.Document ?? throw new InvalidOperationException("An operation stands in a document.");
        var name = SchemaNames.OfBody(body.Schema);
        var schema = await context.GetOrCreateSchemaAsync(body.Schema, parameterDescription: null, cancellationToken);
        KeepNullsThatMeanSomething(schema, body.Schema);
        document.AddComponent<IOpenApiSchema>(name, schema);
        var content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = new OpenApiMediaType { Schema = new OpenApiSchemaReference(name, document) } };
        if (body.TakesForms)
        {
            document.AddComponent<IOpenApiSchema>(name + Form, FormOf(schema));
            content["multipart/form-data"] = new OpenApiMediaType { Schema = new OpenApiSchemaReference(name + Form, document) };
        }

        operation.RequestBody = new OpenApiRequestBody { Required = !body.IsOptional, Content = content };
    }

    // A property of a body may be null in C# since it may be left out. Where null itself means something, an attribute says so.
    private static void KeepNullsThatMeanSomething(OpenApiSchema schema, Type body)
    {
        foreach (var property in body.GetProperties().Where(property => !property.IsDefined(typeof(NullTakesAwayAttribute))))
        {
            if (schema.Properties?.TryGetValue(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name), out var described) == true && described is OpenApiSchema field)
            {
                field.Type &= ~JsonSchemaType.Null;
                field.Enum = field.Enum?.Where(text => !JsonNullSentinel.IsJsonNullSentinel(text)).ToList();
            }
        }
    }

    // The same fields, but that the file is a part, which brings its name with it.
    private static OpenApiSchema FormOf(OpenApiSchema json)
    {
        var file = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary", Description = "The CSV file." };
        var form = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = json.Description,
            Required = new HashSet<string> { MigrationForm.File },
            Properties = new Dictionary<string, IOpenApiSchema> { [MigrationForm.File] = file },
        };
        foreach (var (name, field) in json.Properties!.Where(field => field.Key != MigrationForm.Content))
        {
            form.Properties.Add(name, field);
        }

        form.Required.UnionWith((json.Required ?? new HashSet<string>()).Except([MigrationForm.Content, MigrationForm.Name]));
        return form;
    }
}
