using System.Text.Json.Serialization.Metadata;
using Hosting.Migrations.Api.Errors;
using Microsoft.AspNetCore.OpenApi;

namespace Hosting.Migrations.Api.OpenApi;

/// <summary>Names the schemas as the contract does: <c>Migration</c>, not <c>MigrationDto</c>.</summary>
internal static class SchemaNames
{
    public const string Error = "Error";

    public const string UploadErrors = "UploadErrors";

    private const string DtoSuffix = "Dto";
    private const string BodySuffix = "Body";

    public static string? Of(JsonTypeInfo type)
    {
        if (type.Type == typeof(ErrorEnvelope))
        {
            return Error;
        }

        if (type.Type == typeof(UploadErrorEnvelope))
        {
            return UploadErrors;
        }

        var name = OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        return name is not null && name.EndsWith(DtoSuffix, StringComparison.Ordinal) ? name[..^DtoSuffix.Length] : name;
    }

    /// <summary>Names the schema of a body: <c>ExecuteMigration</c>, not <c>ExecuteMigrationBody</c>.</summary>
    /// <param name="body">What the body is.</param>
    public static string OfBody(Type body) =>
        new[] { BodySuffix, DtoSuffix }.Where(suffix => body.Name.EndsWith(suffix, StringComparison.Ordinal)).Select(suffix => body.Name[..^suffix.Length]).Single();
}
