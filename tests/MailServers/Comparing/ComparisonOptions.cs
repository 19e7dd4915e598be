namespace Hosting.Migrations.MailServers.Comparing;

/// <summary>What counts as the same.</summary>
public sealed record ComparisonOptions
{
    public FolderMapping Mapping { get; init; } = new();

    /// <summary>Which of the source's folders are compared; all of them by default. Given readable names.</summary>
    public Func<string, bool> IsCompared { get; init; } = _ => true;

    /// <summary>Folders that only the destination has, and that may be there as long as they are empty.</summary>
    public IReadOnlyCollection<string> EmptyAtDestination { get; init; } = [];

    /// <summary>Flags and keywords that don't count.</summary>
    public IReadOnlyCollection<string> IgnoredFlags { get; init; } = [];
}
