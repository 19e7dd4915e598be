using System.Text.Json.Nodes;
using Hosting.Migrations.Api.Errors;
using Microsoft.OpenApi;

namespace Hosting.Migrations.Api.OpenApi;

/// <summary>The answers that operations have in common: each stands once in the document, and operations refer to it.</summary>
internal static class SharedAnswers
{
    /// <summary>Refers to an answer.</summary>
    /// <param name="status">Its status.</param>
    /// <param name="isOfUpload">Whether its body tells the kind and the place of each fault.</param>
    /// <param name="document">Where it stands.</param>
    /// <returns>Null where there is none for the status.</returns>
    public static OpenApiResponseReference? Find(int status, bool isOfUpload, OpenApiDocument document)
    {
        var (name, description) = Describe(status, isOfUpload);
        if (name is null)
        {
            return null;
        }

        var response = new OpenApiResponse { Description = description };
        ResponseHeaders.AddTo(response, status, facts: null, document);
        if (status >= StatusCodes.Status400BadRequest)
        {
            var schema = new OpenApiSchemaReference(isOfUpload ? SchemaNames.UploadErrors : SchemaNames.Error, document);
            response.Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/json"] = new OpenApiMediaType { Schema = schema, Example = isOfUpload ? UploadExample() : ExampleOf(status) },
            };
        }

        document.AddComponent<IOpenApiResponse>(name, response);
        return new OpenApiResponseReference(name, document);
    }

    private static (string? Name, string Description) Describe(int status, bool isOfUpload) => status switch
    {
        StatusCodes.Status304NotModified => ("NotModified", "What the client has kept under the tag of If-None-Match is still good."),
        StatusCodes.Status401Unauthorized => ("Unauthorized", "The token is missing, unknown, expired or revoked."),
        StatusCodes.Status403Forbidden => ("Forbidden", "The token's user may not do this."),
        StatusCodes.Status404NotFound => ("NotFound", "Not found, or not visible to the token's user."),
        StatusCodes.Status408RequestTimeout => ("BodyTooSlow", "The body does not come in time; the connection is closed."),
        StatusCodes.Status409Conflict => ("Conflict", "Another request has changed the same thing at the same time."),
        StatusCodes.Status412PreconditionFailed => ("PreconditionFailed", "What was to be changed is not what If-Match names."),
        StatusCodes.Status413PayloadTooLarge => ("BodyTooLarge", "The body is too large."),
        StatusCodes.Status415UnsupportedMediaType => ("UnsupportedMediaType", "The body is of another type, or encoded."),
        StatusCodes.Status422UnprocessableEntity when isOfUpload => ("UploadFailed", "One entry for each field, and each place of the file, at fault."),
        StatusCodes.Status422UnprocessableEntity => ("ValidationFailed", "One entry for each field at fault, by the name that the client sent."),
        StatusCodes.Status429TooManyRequests => ("TooManyRequests", "The caller asks too much, or has too many of these open; Retry-After says when to ask again."),
        StatusCodes.Status503ServiceUnavailable => ("Unavailable", "The database is away, or too much is under way; Retry-After says when to ask again."),
        _ => (null, string.Empty),
    };

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

    private static JsonObject ExampleOf(int status) => new()
    {
        ["message"] = ErrorEnvelope.For(status).Message,
        ["errors"] = status == StatusCodes.Status422UnprocessableEntity
            ? new JsonArray(new JsonObject { ["field"] = "name", ["description"] = "is not valid" })
            : [],
    };
}
