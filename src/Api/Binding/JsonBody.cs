using System.Text.Json;
using System.Text.RegularExpressions;
using Hosting.Migrations.Application.Errors;

namespace Hosting.Migrations.Api.Binding;

/// <summary>
/// The fields of a JSON object that a client has sent, read one by one. What can't be read becomes null and is noted in
/// <see cref="Unreadable"/>, so that a client learns of all its mistakes at once. A field that is <c>null</c> counts as not given.
/// </summary>
public sealed partial class JsonBody
{
    /// <summary>The name under which a fault of the body as a whole is reported.</summary>
    public const string WholeBody = "body";

    private readonly ILookup<string, JsonElement> _fields;
    private readonly List<FieldError> _unreadable;
    private readonly string? _name;

    private JsonBody(IEnumerable<(string Name, JsonElement Value)> fields, JsonBody? around = null, string? name = null)
    {
        _fields = fields.ToLookup(field => field.Name, field => field.Value, StringComparer.Ordinal);
        (_unreadable, _name) = (around?._unreadable ?? [], name);
    }

    /// <summary>What has turned out to be unreadable; it grows as fields are read.</summary>
    public IReadOnlyList<FieldError> Unreadable => _unreadable;

    /// <summary>Takes the fields of a text in JSON. Where it is no object it has no fields, and the fault is noted.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    internal static async Task<JsonBody> ParseAsync(Stream utf8, CancellationToken cancellationToken)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(utf8, default, cancellationToken);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new JsonBody(FieldsOf(document.RootElement.Clone()))
                : Refuse("must be a JSON object");
        }
        catch (JsonException fault)
        {
            return Refuse($"is not valid JSON: see line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}");
        }
        catch (InvalidOperationException)
        {
            return Refuse("has a field whose name is not valid Unicode");
        }
    }

    /// <summary>Whether a field was sent, be it as <c>null</c>.</summary>
    /// <param name="name">The field.</param>
    public bool Has(string name) => _fields.Contains(name);

    /// <summary>Whether a field was sent once, as <c>null</c>.</summary>
    /// <param name="name">The field.</param>
    public bool IsNull(string name) => _fields[name].ToList() is [{ ValueKind: JsonValueKind.Null }];

    /// <summary>Takes note of fields that have no meaning, where one that is misspelt would make a request do more than was meant.</summary>
    /// <param name="names">Those that have one.</param>
    public JsonBody OnlyHas(params string[] names)
    {
        _unreadable.AddRange(_fields.Where(field => !names.Contains(field.Key)).Select(_ => new FieldError(_name ?? WholeBody, $"may hold {Listed(names)} only")).Take(1));
        return this;
    }

    /// <summary>Reads a text.</summary>
    /// <param name="name">The field.</param>
    public string? Text(string name) => Read(name, "must be a text of valid Unicode", value => value.GetString());

    /// <summary>Reads a list of texts.</summary>
    /// <param name="name">The field.</param>
    public IReadOnlyList<string>? Texts(string name) => Read<IReadOnlyList<string>>(
        name, "must be a list of texts of valid Unicode", value => [.. value.EnumerateArray().Select(item => item.GetString() ?? throw new InvalidOperationException())]);

    /// <summary>Reads an object within this one, whose faults are noted here.</summary>
    /// <param name="name">The field.</param>
    public JsonBody? Nested(string name) => Read<JsonBody>(
        name, "must be an object", value => value.ValueKind == JsonValueKind.Object ? new JsonBody(FieldsOf(value), this, FullName(name)) : null);

    /// <summary>Reads texts by their names.</summary>
    /// <param name="name">The field.</param>
    public IReadOnlyDictionary<string, string>? TextMap(string name) => Read<IReadOnlyDictionary<string, string>>(
        name,
        "must be an object of texts of valid Unicode, each name once",
        value => FieldsOf(value).ToList() is var fields && fields.DistinctBy(field => field.Name).Count() == fields.Count
            ? fields.ToDictionary(field => field.Name, field => field.Value.GetString() ?? throw new InvalidOperationException(), StringComparer.Ordinal)
            : null);

    /// <summary>Reads a whole number that may be large.</summary>
    /// <param name="name">The field.</param>
    public long? LongNumber(string name) => Read<long?>(
        name, "must be a whole number", value => value.TryGetInt64(out var number) ? number : null);

    /// <summary>Reads a whole number.</summary>
    /// <param name="name">The field.</param>
    public int? WholeNumber(string name) => Read<int?>(
        name, $"must be a whole number up to {int.MaxValue}", value => value.TryGetInt32(out var number) ? number : null);

    /// <summary>Reads a truth value.</summary>
    /// <param name="name">The field.</param>
    public bool? Flag(string name) => Read<bool?>(name, "must be true or false", value => value.GetBoolean());

    /// <summary>Reads a moment, with its offset from UTC: without one nobody knows which moment is meant.</summary>
    /// <param name="name">The field.</param>
    public DateTimeOffset? Moment(string name) => Read<DateTimeOffset?>(
        name,
        "must be a date and time with an offset, such as 2026-11-23T22:00:00Z",
        value => Offset().IsMatch(value.GetString()!) && value.TryGetDateTimeOffset(out var moment) ? moment.ToUniversalTime() : null);

    /// <summary>A body without fields.</summary>
    /// <param name="why">What is wrong with it.</param>
    internal static JsonBody Refuse(string why) => Of([], [new UnreadableBodyError(why)]);

    /// <summary>A body whose fields came in another form than JSON.</summary>
    /// <param name="fields">The fields.</param>
    /// <param name="faults">What could not be read of it.</param>
    internal static JsonBody Of(IEnumerable<(string Name, JsonElement Value)> fields, IEnumerable<FieldError> faults)
    {
        var body = new JsonBody(fields);
        body._unreadable.AddRange(faults);
        return body;
    }

    private static IEnumerable<(string Name, JsonElement Value)> FieldsOf(JsonElement value) => value.EnumerateObject().Select(field => (field.Name, field.Value));

    private string FullName(string name) => _name is null ? name : $"{_name}.{name}";

    private static string Listed(string[] names) => names.Length == 1 ? names[0] : $"{string.Join(", ", names[..^1])} and {names[^1]}";

    private T? Read<T>(string name, string rule, Func<JsonElement, T?> read)
    {
        JsonElement[] values = [.. _fields[name]];
        if (values.Length > 1)
        {
            _unreadable.Add(new FieldError(FullName(name), "must be given once"));
            return default;
        }

        if (values is [] or [{ ValueKind: JsonValueKind.Null }])
        {
            return default;
        }

        try
        {
            if (read(values[0]) is { } value)
            {
                return value;
            }
        }
        catch (InvalidOperationException)
        {
            // Of another type, or a text with half a surrogate pair.
        }

        _unreadable.Add(new FieldError(FullName(name), rule));
        return default;
    }

    [GeneratedRegex("T.*(Z|[+-][0-9]{2}:[0-9]{2})$")]
    private static partial Regex Offset();
}
