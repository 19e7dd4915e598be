using Hosting.Migrations.Domain.Selection;

namespace Hosting.Migrations.Application.Migrations.Selection;

/// <summary>Which folders are copied, and where they go.</summary>
public sealed record FoldersDto
{
    /// <summary>Folders that are copied, as patterns: names with / between levels, * and ? within a level, ** for any levels, or \Trash and the like. None = all.</summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>Folders that are left out, whatever includes them.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>What folders become at the destination, with all below them: a name, or \Trash and the like, to a name.</summary>
    public IReadOnlyDictionary<string, string> Map { get; init; } = new Dictionary<string, string>();

    /// <summary>Shows a choice; null = all folders.</summary>
    internal static FoldersDto? Of(FolderSelection? folders) => folders is null ? null : new FoldersDto
    {
        Include = [.. folders.Include.Select(pattern => pattern.Text)],
        Exclude = [.. folders.Exclude.Select(pattern => pattern.Text)],
        Map = folders.Map.ToDictionary(mapping => mapping.From.Text, mapping => mapping.To, StringComparer.Ordinal),
    };

    /// <summary>The choice, of which <see cref="SelectionFaults"/> has found nothing wrong.</summary>
    internal FolderSelection ToSelection() => new()
    {
        Include = [.. Include.Select(FolderPattern.Parse)],
        Exclude = [.. Exclude.Select(FolderPattern.Parse)],
        Map = [.. Map.Select(pair => FolderMapping.Of(pair.Key, pair.Value))],
    };
}
