using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Migrations.Create;
using Microsoft.AspNetCore.Http.Features;

namespace Hosting.Migrations.Api.Binding;

/// <summary>Reads a form as if its fields had come in JSON, so that one set of rules does for both. A field that is left empty counts as not given.</summary>
internal static class MigrationForm
{
    /// <summary>The part that is the file.</summary>
    public const string File = "csv_file";

    /// <summary>The field that is the file where it comes as a text.</summary>
    public const string Content = "csv_file_content";

    /// <summary>The field that names the file; a file in a form has a name of its own.</summary>
    public const string Name = "csv_file_name";

    private const string Size = "csv_file_size";
    private const string NameOfNone = "mailboxes.csv";
    private const int MaxFields = 100;

    // In a form all values are texts; these mean something else.
    private const string Flag = "execute_now";
    private static readonly string[] Numbers = [Size, "second_execution_every"];
    private const string LongNumber = "size_limit";
    private const string Json = "folders";

    // As browsers send a box that is ticked, and programs a truth value.
    private static readonly string[] True = ["true", "on", "1", "yes"];
    private static readonly string[] False = ["false", "off", "0", "no"];

    public static async Task<JsonBody> ReadAsync(HttpRequest request, long limit, CancellationToken cancellationToken)
    {
        try
        {
            // Never on disk, not even for a moment: the file holds passwords.
            var options = new FormOptions
            {
                MemoryBufferThreshold = (int)Math.Min(limit, int.MaxValue),
                MultipartBodyLengthLimit = limit,
                ValueLengthLimit = (int)Math.Min(limit, int.MaxValue),
                ValueCountLimit = MaxFields,
            };
            return await ReadAsync(await request.ReadFormAsync(options, cancellationToken), cancellationToken);
        }
        catch (InvalidDataException)
        {
            return JsonBody.Refuse("is not a valid form");
        }
        catch (IOException fault) when (fault is not BadHttpRequestException)
        {
            return JsonBody.Refuse("is a form that is cut off");
        }
    }

    private static async Task<JsonBody> ReadAsync(IFormCollection form, CancellationToken cancellationToken)
    {
        List<(string Name, JsonNode? Value)> fields =
        [
            .. from field in form
               from value in field.Value
               where !string.IsNullOrWhiteSpace(value)
               select (field.Key == File ? Content : field.Key, ValueOf(field.Key, value)),
        ];
        var faults = new List<FieldError>();
        foreach (var file in form.Files)
        {
            await AddAsync(file, fields, faults, cancellationToken);
        }

        // A file that a program sends as a text, or without a name, has none.
        if (form.Keys.Contains(File) || form.Files.Count > 0)
        {
            AddNameOfNone(fields);
        }

        return JsonBody.Of(fields.Select(field => (field.Name, JsonSerializer.SerializeToElement(field.Value))), faults);
    }

    private static void AddNameOfNone(List<(string Name, JsonNode? Value)> fields)
    {
        if (!fields.Exists(field => field.Name == Name))
        {
            fields.Add((Name, NameOfNone));
        }
    }

    private static async Task AddAsync(IFormFile file, List<(string Name, JsonNode? Value)> fields, List<FieldError> faults, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, cancellationToken);
        var (text, fault) = CsvBytes.Decode(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        if (file.Name is not (File or Content))
        {
            faults.Add(new FieldError(file.Name, $"is not a file; send the CSV file as {File}"));
        }

        if (fault is not null)
        {
            faults.Add(fault);
        }

        fields.Add((Content, text));
        if (!string.IsNullOrWhiteSpace(file.FileName) && !fields.Exists(field => field.Name == Name))
        {
            fields.Add((Name, file.FileName));
        }

        // The client knows its file, and not how long it is in UTF-8.
        var size = fields.FindIndex(field => field.Name == Size && field.Value?.GetValueKind() == JsonValueKind.Number && field.Value.GetValue<int>() == file.Length);
        if (size >= 0 && text is not null)
        {
            fields[size] = (Size, System.Text.Encoding.UTF8.GetByteCount(text));
        }
    }

    private static JsonNode? JsonOf(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonNode ValueOf(string name, string text) =>
        name == Flag && True.Contains(text.Trim(), StringComparer.OrdinalIgnoreCase) ? true
        : name == Flag && False.Contains(text.Trim(), StringComparer.OrdinalIgnoreCase) ? false
        : Numbers.Contains(name) && int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : name == LongNumber && long.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var large) ? large
        : name == Json ? JsonOf(text) ?? text
        : text;
}
