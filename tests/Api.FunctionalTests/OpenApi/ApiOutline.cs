using System.Text.Json.Nodes;

namespace Hosting.Migrations.Api.FunctionalTests.OpenApi;

/// <summary>What clients rely on in an OpenAPI document, as lines of text that can be compared, with every reference followed.</summary>
internal sealed class ApiOutline(JsonNode document)
{
    private static readonly string[] Methods = ["get", "put", "post", "delete", "patch"];
    private static readonly string[] Constraints = ["format", "enum", "default", "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "pattern"];

    public JsonNode Document { get; } = document;

    public IEnumerable<(string Path, string Method)> Operations() =>
        from path in Document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        where Methods.Contains(operation.Key)
        select (path.Key, operation.Key);

    public JsonNode Operation(string path, string method) => Document["paths"]![path]![method]!;

    public IEnumerable<string> Outline(string path, string method)
    {
        var operation = Operation(path, method);
        foreach (var name in new[] { "operationId", "summary", "x-origin" })
        {
            yield return $"{name}: {operation[name]}";
        }

        var parameters = (Document["paths"]![path]!["parameters"]?.AsArray() ?? []).Concat(operation["parameters"]?.AsArray() ?? []);
        foreach (var parameter in parameters.Select(parameter => Resolve(parameter!)))
        {
            yield return $"parameter {parameter["name"]} in {parameter["in"]}{(parameter["required"]?.GetValue<bool>() == true ? ", required" : "")}";
            foreach (var line in Schema($"parameter {parameter["name"]}", parameter["schema"]!))
            {
                yield return line;
            }
        }

        if (operation["requestBody"] is { } body)
        {
            yield return $"body{(Resolve(body)["required"]?.GetValue<bool>() == true ? ", required" : "")}";
            foreach (var line in Content("body", Resolve(body)))
            {
                yield return line;
            }
        }

        foreach (var (status, reference) in operation["responses"]!.AsObject())
        {
            var response = Resolve(reference!);
            yield return $"response {status}";
            foreach (var (name, header) in (response["headers"]?.AsObject() ?? []).OrderBy(header => header.Key, StringComparer.Ordinal))
            {
                foreach (var line in Schema($"response {status} header {name}", Resolve(header!)["schema"]!))
                {
                    yield return line;
                }
            }

            foreach (var line in Content($"response {status}", response))
            {
                yield return line;
            }
        }
    }

    /// <summary>All bodies of an operation, as where they stand, what they are, and their example.</summary>
    public IEnumerable<(string Where, JsonNode Schema, JsonNode? Example)> Bodies(string path, string method)
    {
        var operation = Operation(path, method);
        var bodies = operation["responses"]!.AsObject().Select(response => ($"{method} {path} {response.Key}", Resolve(response.Value!)));
        if (operation["requestBody"] is { } body)
        {
            bodies = bodies.Prepend(($"{method} {path}", Resolve(body)));
        }

        return from told in bodies
               from content in told.Item2["content"]?.AsObject() ?? []
               select ($"{told.Item1} {content.Key}", content.Value!["schema"]!, content.Value["example"]);
    }

    /// <summary>What a reference leads to.</summary>
    public JsonNode Resolve(JsonNode node) =>
        node["$ref"]?.GetValue<string>() is { } reference
            ? Resolve(reference.TrimStart('#', '/').Split('/').Aggregate(Document, (current, name) => current[name]!))
            : node;

    private IEnumerable<string> Content(string where, JsonNode holder) =>
        from content in holder["content"]?.AsObject() ?? []
        from line in Schema($"{where} {content.Key}", content.Value!["schema"]!)
        select line;

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
}
