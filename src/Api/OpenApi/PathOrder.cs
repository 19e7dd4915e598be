using Microsoft.OpenApi;

namespace Hosting.Migrations.Api.OpenApi;

/// <summary>Puts first what people look for first: the list of migrations, how one is created, and what else is done with them.</summary>
internal static class PathOrder
{
    /// <summary>Puts a document's paths in order.</summary>
    /// <param name="document">The document.</param>
    public static void Apply(OpenApiDocument document)
    {
        // What existing clients rely on is what the service is for.
        var first = document.Paths
            .Where(path => path.Value.Operations?.Values.Any(IsDocumented) == true)
            .Select(path => FamilyOf(path.Key))
            .ToHashSet(StringComparer.Ordinal);
        var ordered = document.Paths.OrderBy(path => first.Contains(FamilyOf(path.Key)) ? 0 : 1).ThenBy(path => path.Key, StringComparer.Ordinal).ToList();
        document.Paths = [];
        foreach (var (path, item) in ordered)
        {
            document.Paths.Add(path, item);
        }
    }

    private static bool IsDocumented(OpenApiOperation operation) =>
        operation.Extensions?.TryGetValue("x-origin", out var origin) == true && origin is JsonNodeExtension { Node: var text } && text.GetValue<string>() == "documented";

    // /api/migrations, of /api/migrations/{migration_code}/retry.
    private static string FamilyOf(string path) => string.Join('/', path.Split('/').Take(3));
}
