using System.Text.Json.Nodes;

namespace Hosting.Migrations.Api.FunctionalTests.OpenApi;

/// <summary>What clients rely on in an OpenAPI document, as lines of text that can be compared, with every reference followed.</summary>
internal sealed class ApiOutline(JsonNode document)
{
    private static readonly string[] Methods = ["get", "put", "post", "delete", "patch"];
    private static readonly string[] Constraints = ["format", "enum", "default", "minimum", "maximum", "minLength", "maxLength", "pattern"];

    public IEnumerable<(string Path, string Method)> Operations() =>
        from path in document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        where Methods.Contains(operation.Key)
        select (path.Key, operation.Key);

    public JsonNode Operation(string path, string method) => document["paths"]![path]![method]!;

    public IEnumerable<string> Outline(string path, string method)
    {
        var operation = Operation(path, method);
        foreach (var name in new[] { "operationId", "summary", "x-origin" })
        {
            yield return $"{name}: {operation[name]}";
        }

        var parameters = (document["paths"]![path]!["parameters"]?.AsArray() ?? []).Concat(operation["parameters"]?.AsArray() ?? []);
        foreach (var parameter in parameters.Select(parameter => Resolve(parameter!)))
        {
            yield return $"parameter {parameter["name"]} in {parameter["in"]}{(parameter["required"]?.GetValue<bool>() == true ? ", required" : "")}";
            foreach (var line in Schema($"parameter {parameter["name"]}", parameter["schema"]!))
            {
                yield return line;
            }
        }

        foreach (var (status, response) in operation["responses"]!.AsObject())
        {
            yield return $"response {status}";
            foreach (var (type, content) in Resolve(response!)["content"]?.AsObject() ?? [])
            {
                foreach (var line in Schema($"response {status} {type}", content!["schema"]!))
                {
                    yield return line;
                }
            }
        }
    }

    private IEnumerable<string> Schema(string where, JsonNode reference)
    {
        var schema = Resolve(reference);
        IEnumerable<string> types = schema["type"] is JsonArray several ? several.Select(type => type!.ToString()).Order() : [$"{schema["type"]}"];
        var constraints = Constraints.Where(name => schema[name] is not null).Select(name => $" {name}={schema[name]!.ToJsonString()}");
        yield return $"{where}: {string.Join('|', types)}{string.Concat(constraints)}";

        if (schema["required"] is { } required)
        {
            yield return $"{where} requires {string.Join(' ', required.AsArray().Select(name => name!.ToString()).Order())}";
        }

        foreach (var (name, property) in schema["properties"]?.AsObject() ?? [])
        {
            foreach (var line in Schema($"{where}.{name}", property!))
            {
                yield return line;
            }
        }

        if (schema["items"] is { } items)
        {
            foreach (var line in Schema($"{where}[]", items))
            {
                yield return line;
            }
        }
    }

    private JsonNode Resolve(JsonNode node) =>
        node["$ref"]?.GetValue<string>() is { } reference
            ? Resolve(reference.TrimStart('#', '/').Split('/').Aggregate(document, (current, name) => current[name]!))
            : node;
}
