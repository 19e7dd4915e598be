using System.Text.Json;
using System.Text.Json.Nodes;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Migrations.Create;
using Microsoft.AspNetCore.Http.Features;

namespace Hosting.Migrations.Api.Binding;

/// <summary>Reads a form as if its fields had come in JSON, so that one set of rules does for both.</summary>
internal static class MigrationForm
{
    private const string File = "csv_file";
    private const string Content = "csv_file_content";
    private const string Name = "csv_file_name";
    private const int MaxFields = 100;

    // In a form all values are texts; these mean something else.
    private static readonly string[] Literals = ["csv_file_size", "execute_now", "second_execution_every"];

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
        var fields = form.SelectMany(field => field.Value.Select(value => (field.Key, Value: ValueOf(field.Key, value ?? string.Empty)))).ToList();
        var faults = new List<FieldError>();
        if (form.Files.Count > 1)
        {
            faults.Add(new FieldError(Content, "must be given once"));
        }
        else if (form.Files is [var file])
        {
            var (text, fault) = await DecodeAsync(file, cancellationToken);
            if (file.Name != File)
            {
                faults.Add(new FieldError(file.Name, $"is not a file; send the CSV file as {File}"));
            }

            if (fault is not null)
            {
                faults.Add(new FieldError(Content, fault));
            }

            fields.Add((Content, text));
            if (!form.ContainsKey(Name))
            {
                fields.Add((Name, file.FileName));
            }
        }

        return JsonBody.Of(fields.Select(field => (field.Key, JsonSerializer.SerializeToElement(field.Value))), faults);
    }

    private static JsonNode? ValueOf(string name, string text) =>
        !Literals.Contains(name) ? text
        : text is "true" or "false" ? text == "true"
        : int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number
        : text;

    private static async Task<(string? Text, string? Fault)> DecodeAsync(IFormFile file, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, cancellationToken);
        return CsvBytes.Decode(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }
}
