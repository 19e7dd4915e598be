namespace Hosting.Migrations.Domain.Selection;

/// <summary>A folder of a source, as selections see it.</summary>
/// <param name="Levels">From the outermost to the folder itself; at least one.</param>
public sealed record FolderPath(IReadOnlyList<FolderLevel> Levels)
{
    /// <summary>The folder so many levels deep in which it lies; the folder itself with all levels.</summary>
    /// <param name="depth">How many levels.</param>
    public FolderPath Above(int depth) => new([.. Levels.Take(depth)]);
}
