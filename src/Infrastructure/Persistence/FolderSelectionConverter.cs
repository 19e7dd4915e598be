using System.Text.Json;
using Hosting.Migrations.Domain.Selection;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Hosting.Migrations.Infrastructure.Persistence;

/// <summary>Keeps a choice of folders as the JSON that clients send.</summary>
internal sealed class FolderSelectionConverter() : ValueConverter<FolderSelection, string>(selection => Write(selection), text => Read(text))
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private static string Write(FolderSelection selection) => JsonSerializer.Serialize(
        new Stored(
            [.. selection.Include.Select(pattern => pattern.Text)],
            [.. selection.Exclude.Select(pattern => pattern.Text)],
            selection.Map.ToDictionary(mapping => mapping.From.Text, mapping => mapping.To, StringComparer.Ordinal)),
        Options);

    private static FolderSelection Read(string text)
    {
        var stored = JsonSerializer.Deserialize<Stored>(text, Options)!;
        return new FolderSelection
        {
            Include = [.. stored.Include.Select(FolderPattern.Parse)],
            Exclude = [.. stored.Exclude.Select(FolderPattern.Parse)],
            Map = [.. stored.Map.Select(pair => FolderMapping.Of(pair.Key, pair.Value))],
        };
    }

    private sealed record Stored(IReadOnlyList<string> Include, IReadOnlyList<string> Exclude, IReadOnlyDictionary<string, string> Map);
}
