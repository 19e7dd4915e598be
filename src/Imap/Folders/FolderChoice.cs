using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Selection;
using Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Imap.Folders;

/// <summary>What a selection chooses among the folders of a source.</summary>
/// <param name="source">The folders of the source.</param>
/// <param name="special">What some of them are for, as far as is known besides their attributes.</param>
/// <param name="selection">The selection.</param>
internal sealed class FolderChoice(MailboxListing source, IReadOnlyDictionary<string, SpecialUse> special, FolderSelection selection)
{
    private readonly Dictionary<string, FolderListing> _byName = source.Folders.DistinctBy(folder => folder.Name, StringComparer.Ordinal).ToDictionary(folder => folder.Name, StringComparer.Ordinal);

    /// <summary>Makes the choice among all folders.</summary>
    public static FolderChoice Of(MailboxListing source, FolderRules rules, FolderSelection selection)
    {
        var folders = source.Folders.Where(folder => folder.IsSelectable).ToList();
        return new FolderChoice(source, SpecialFolders.Find(source, folders, SpecialFolders.IsGmail(source, rules)), selection);
    }

    /// <summary>Whether a folder is copied.</summary>
    public bool Chooses(FolderListing folder) => !selection.LeavesOut || (IsIncluded(folder) && !IsExcluded(folder));

    /// <summary>Whether a folder is named as one that is not wanted.</summary>
    public bool IsExcluded(FolderListing folder) => IsNamedBy(selection.Exclude, folder);

    /// <summary>Where a folder goes by a mapping, with <c>/</c> in the mapped part alone; null = it keeps its name.</summary>
    /// <returns>The levels of what it is mapped to, and those that stay.</returns>
    public (string[] To, string[] Below)? FindMapping(FolderListing folder)
    {
        foreach (var path in selection.Map.Count == 0 ? [] : PathsOf(folder))
        {
            // What all names begin with is no folder of its own.
            var levels = FolderLevels.Of(folder, source);
            if (selection.FindMapping(path) is { } found && path.Levels.Count - found.Depth < levels.Length)
            {
                return (found.Mapping.To.Split('/'), levels[^(path.Levels.Count - found.Depth)..]);
            }
        }

        return null;
    }

    /// <summary>What of the selection names no folder of the source, in words.</summary>
    public IEnumerable<string> FindUnmatched()
    {
        if (!selection.LeavesOut && selection.Map.Count == 0)
        {
            yield break;
        }

        var folders = source.Folders.Where(folder => folder.IsSelectable).ToList();
        var paths = folders.SelectMany(PathsOf).ToList();
        foreach (var pattern in selection.Include.Where(pattern => !paths.Exists(pattern.Matches)))
        {
            yield return $"no folder of the source is called {pattern}, which was to be included";
        }

        foreach (var pattern in selection.Exclude.Where(pattern => !paths.Exists(pattern.Matches)))
        {
            yield return $"no folder of the source is called {pattern}, which was to be excluded";
        }

        foreach (var mapping in selection.Map.Where(mapping => !paths.Exists(path => mapping.From.NamesOneOf(path))))
        {
            yield return $"no folder of the source is called {mapping.From}, which was to become {mapping.To}";
        }

        if (!folders.Exists(Chooses))
        {
            yield return "no folder of the source is chosen, so that nothing is copied";
        }
    }

    private bool IsIncluded(FolderListing folder) => selection.Include.Count == 0 || IsNamedBy(selection.Include, folder);

    private bool IsNamedBy(IReadOnlyList<FolderPattern> patterns, FolderListing folder) =>
        patterns.Count > 0 && PathsOf(folder) is var paths && patterns.Any(pattern => paths.Exists(pattern.Matches));

    // Where all names begin with something, such as INBOX., some see it and some do not.
    private List<FolderPath> PathsOf(FolderListing folder)
    {
        var names = FolderLevels.Of(folder, source);
        var levels = names.Select((name, at) => new FolderLevel(name, at == 0, UsesOf(folder, names, at + 1))).ToList();
        var prefix = folder.Name[..^FolderLevels.Strip(folder.Name, source).Length].TrimEnd(source.Separator);
        return prefix.Length == 0
            ? [new FolderPath(levels)]
            : [new FolderPath(levels), new FolderPath([.. prefix.Split(source.Separator).Select((name, at) => new FolderLevel(name, at == 0)), .. levels])];
    }

    private FolderUses UsesOf(FolderListing folder, string[] levels, int depth)
    {
        var name = FolderLevels.NameAbove(folder, levels, depth);
        var attributes = _byName.GetValueOrDefault(name)?.Attributes ?? FolderAttributes.None;
        return Read(attributes) | (special.TryGetValue(name, out var use) ? Enum.Parse<FolderUses>(use.ToString()) : FolderUses.None);
    }

    private static FolderUses Read(FolderAttributes attributes) => Pairs
        .Where(pair => attributes.HasFlag(pair.Attribute)).Aggregate(FolderUses.None, (all, pair) => all | pair.Use);

    private static readonly (FolderAttributes Attribute, FolderUses Use)[] Pairs =
    [
        (FolderAttributes.All, FolderUses.All),
        (FolderAttributes.Archive, FolderUses.Archive),
        (FolderAttributes.Drafts, FolderUses.Drafts),
        (FolderAttributes.Flagged, FolderUses.Flagged),
        (FolderAttributes.Important, FolderUses.Important),
        (FolderAttributes.Junk, FolderUses.Junk),
        (FolderAttributes.Sent, FolderUses.Sent),
        (FolderAttributes.Trash, FolderUses.Trash),
    ];
}
