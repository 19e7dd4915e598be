using Hosting.Migrations.Api.Authentication;
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
                Describe(document);
                return Task.CompletedTask;
            });
            options.AddOperationTransformer<OwnOperationTransformer>();
            options.AddOperationTransformer<ContractOperationTransformer>();
            options.AddOperationTransformer<RequestBodyTransformer>();
            options.AddSchemaTransformer<ContractSchemaTransformer>();
        });

    private static void Describe(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "HostingMigrations",
            Version = "1",
            Summary = "Bulk IMAP mailbox migrations for a mail hosting platform.",
            Description = "Every fault is told as an Error. Besides what an operation lists, any may be answered with 405 (the path takes other methods; Allow names "
                + "them), 408 (the body does not come in time), 412 (If-Match names another state than there is), 413 (the body is too large), 415 (the body is of "
                + "another type, or encoded), 429 (the caller asks too much; Retry-After says when to ask again) and 503 (the database is away; so it does there).",
        };

        // The service answers wherever it is reached; the address of one machine would mislead.
        document.Servers = [];

        const string scheme = "apiToken";
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [scheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = ApiTokenAuthenticationHandler.HeaderName,
                Description = "API token used to authenticate requests.",
            },
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(scheme, document)] = [] }];
    }
}
