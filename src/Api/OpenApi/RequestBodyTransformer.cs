using Hosting.Migrations.Api.Binding;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Hosting.Migrations.Api.OpenApi;

/// <summary>Describes the bodies that <see cref="JsonBody"/> reads, of which the framework knows nothing.</summary>
internal sealed class RequestBodyTransformer : IOpenApiOperationTransformer
{
    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var body = context.Description.ActionDescriptor.Parameters
            .OfType<ControllerParameterDescriptor>()
            .SelectMany(parameter => parameter.ParameterInfo.GetCustomAttributes(inherit: true).OfType<JsonBodyAttribute>())
            .SingleOrDefault();
        if (body is not null)
        {
            var schema = await context.GetOrCreateSchemaAsync(body.Schema, parameterDescription: null, cancellationToken);
            var content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = new() { Schema = schema } };
            if (body.TakesForms)
            {
                content["multipart/form-data"] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.Object } };
            }

            operation.RequestBody = new OpenApiRequestBody { Required = !body.IsOptional, Content = content };
        }
    }
}
