namespace Hosting.Migrations.Domain.Selection;

/// <summary>Which folders of a source are copied, and where they go.</summary>
public sealed record FolderSelection
{
    /// <summary>The most entries of each kind.</summary>
    public const int MaxEntries = 50;

    /// <summary>Every folder, under its own name.</summary>
    public static FolderSelection All { get; } = new();

    /// <summary>The folders that are copied; all if there is none.</summary>
    public IReadOnlyList<FolderPattern> Include { get; init; } = [];

    /// <summary>The folders that are not, whatever includes them.</summary>
    public IReadOnlyList<FolderPattern> Exclude { get; init; } = [];

    /// <summary>Where folders go that are not to keep their names.</summary>
    public IReadOnlyList<FolderMapping> Map { get; init; } = [];

    /// <summary>Whether some folders may be left out.</summary>
    public bool LeavesOut => Include.Count + Exclude.Count > 0;

    /// <inheritdoc />
    public bool Equals(FolderSelection? other) =>
        other is not null && Include.SequenceEqual(other.Include) && Exclude.SequenceEqual(other.Exclude) && Map.SequenceEqual(other.Map);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Include.Count, Exclude.Count, Map.Count);

    /// <summary>The mapping of a folder, or of the nearest above it, and how many levels deep that lies; null = it keeps its name.</summary>
    /// <param name="folder">The folder.</param>
    public (FolderMapping Mapping, int Depth)? FindMapping(FolderPath folder)
    {
        for (var depth = Map.Count == 0 ? 0 : folder.Levels.Count; depth > 0; depth--)
        {
            var above = folder.Above(depth);
            if (Map.FirstOrDefault(mapping => mapping.From.Names(above)) is { } mapping)
            {
                return (mapping, depth);
            }
        }

        return null;
    }

    /// <summary>What is wrong with mappings beside each other; null if nothing is.</summary>
    /// <param name="map">The mappings.</param>
    public static string? FindFault(IReadOnlyCollection<FolderMapping> map) =>
        map.GroupBy(mapping => FolderLevel.Spell(mapping.From.Text, isFirst: true), StringComparer.Ordinal).FirstOrDefault(alike => alike.Count() > 1) is { } twice
            ? $"must not map {twice.Key} twice"
        : map.GroupBy(mapping => mapping.To.Normalize(), StringComparer.OrdinalIgnoreCase).FirstOrDefault(alike => alike.Count() > 1) is { } same
            ? $"must not map two folders to {same.Key}: two folders can't become one"
        : null;
}
