using Microsoft.OpenApi;

namespace Hosting.Migrations.Api.OpenApi;

/// <summary>Publishes the API's own description. Its words come from the XML documentation of controllers and DTOs.</summary>
internal static class OpenApiRegistration
{
    public const string DocumentName = "v1";

    public static IServiceCollection AddApiDescription(this IServiceCollection services) =>
        services.AddOpenApi(DocumentName, options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.CreateSchemaReferenceId = SchemaNames.Of;
            options.AddDocumentTransformer((document, _, _) =>
            {
                Introduction.AddTo(document);
                PathOrder.Apply(document);
                return Task.CompletedTask;
            });
            options.AddDocumentTransformer<ExampleTransformer>();
            options.AddOperationTransformer<ContractOperationTransformer>();
            options.AddOperationTransformer<RequestBodyTransformer>();
            options.AddSchemaTransformer<ContractSchemaTransformer>();
        });
}
