using System.Text.Json.Nodes;
using Json.Schema;

namespace Hosting.Migrations.Api.FunctionalTests.OpenApi;

/// <summary>Holds values against the schemas of an OpenAPI document, which since 3.1 are those of JSON Schema 2020-12.</summary>
internal sealed class DocumentSchemas(JsonNode document)
{
    private const string InDocument = "#/components/schemas/";
    private const string InSchema = "#/$defs/";

    private static readonly EvaluationOptions Strict = new() { RequireFormatValidation = true, OutputFormat = OutputFormat.List };

    /// <summary>What is wrong with a value.</summary>
    /// <param name="schema">What it should be.</param>
    /// <param name="value">The value.</param>
    public IEnumerable<string> FaultsOf(JsonNode schema, JsonNode? value)
    {
        var whole = new JsonObject { ["allOf"] = new JsonArray(schema.DeepClone()), ["$defs"] = document["components"]!["schemas"]!.DeepClone() };
        var result = JsonSchema.FromText(whole.ToJsonString().Replace(InDocument, InSchema, StringComparison.Ordinal)).Evaluate(value, Strict);
        return from detail in result.IsValid ? [] : result.Details
               from error in detail.Errors ?? new Dictionary<string, string>()
               select $"{detail.InstanceLocation} {error.Value}";
    }
}
