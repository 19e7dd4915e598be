using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Imap.Folders;

/// <summary>
/// Recognises folders that have been renamed since the last run: servers keep the UIDVALIDITY of a renamed folder, and a new one that took its name has
/// another (RFC 3501, section 6.3.5).
/// </summary>
internal static class Renames
{
    /// <summary>
    /// The checkpoints, with the names that folders have at the destination by now. Where another has taken the place of a folder that is not there any more,
    /// nothing leads to that place. Folders made in the same second may share a UIDVALIDITY (Cyrus, Courier): then it proves nothing, and a folder that
    /// another checkpoint has found under its own name is that one's.
    /// </summary>
    public static IReadOnlyList<FolderCheckpoint> FollowAtDestination(IReadOnlyList<FolderCheckpoint> checkpoints, MailboxListing destination)
    {
        var names = destination.Folders.DistinctBy(folder => folder.Name, StringComparer.Ordinal).ToDictionary(folder => folder.Name, StringComparer.Ordinal);
        var only = names.Values.Where(folder => folder is { IsSelectable: true, Status.UidValidity: > 0 })
            .GroupBy(folder => folder.Status!.UidValidity).Where(alike => alike.Count() == 1).ToDictionary(alike => alike.Key, alike => alike.Single());
        var shared = checkpoints.GroupBy(checkpoint => checkpoint.DestinationUidValidity)
            .Where(alike => alike.DistinctBy(checkpoint => checkpoint.DestinationFolder, StringComparer.Ordinal).Skip(1).Any()).Select(alike => alike.Key).ToHashSet();
        var held = checkpoints.Where(IsInPlace).Select(checkpoint => checkpoint.DestinationFolder).ToHashSet(StringComparer.Ordinal);
        var renamed = new Dictionary<FolderCheckpoint, string>();
        foreach (var checkpoint in checkpoints.Where(checkpoint => checkpoint.DestinationUidValidity > 0 && !IsInPlace(checkpoint)))
        {
            if (!shared.Contains(checkpoint.DestinationUidValidity) && only.TryGetValue(checkpoint.DestinationUidValidity, out var folder)
                && !held.Contains(folder.Name) && folder.Status!.UidNext >= checkpoint.DestinationBound)
            {
                renamed.Add(checkpoint, folder.Name);
            }
        }

        var taken = renamed.Values.ToHashSet(StringComparer.Ordinal);
        return [.. checkpoints
            .Where(checkpoint => renamed.ContainsKey(checkpoint) || IsInPlace(checkpoint) || !taken.Contains(checkpoint.DestinationFolder))
            .Select(checkpoint => renamed.TryGetValue(checkpoint, out var name) ? checkpoint with { DestinationFolder = name } : checkpoint)];

        bool IsInPlace(FolderCheckpoint checkpoint) => names.TryGetValue(checkpoint.DestinationFolder, out var folder)
            && (folder.Status is null || folder.Status.UidValidity == checkpoint.DestinationUidValidity);
    }

    /// <summary>
    /// The checkpoints, as they were noted, by the name that each folder has now at the source. A renamed folder goes on under its first name at the
    /// destination, so that its messages are not copied again; no two go on in the same one there.
    /// </summary>
    public static Dictionary<string, FolderCheckpoint> Follow(IReadOnlyList<FolderCheckpoint> checkpoints, MailboxListing source)
    {
        var byName = checkpoints.ToDictionary(checkpoint => checkpoint.SourceFolder, StringComparer.Ordinal);
        var now = source.Folders.DistinctBy(folder => folder.Name, StringComparer.Ordinal).ToDictionary(folder => folder.Name, StringComparer.Ordinal);
        var known = byName.Where(pair => now.TryGetValue(pair.Key, out var folder) && IsSame(pair.Value, folder)).ToDictionary(StringComparer.Ordinal);
        var rest = checkpoints.Where(checkpoint => !known.ContainsKey(checkpoint.SourceFolder)).ToList();
        var counts = source.Folders.Where(folder => folder.Status is not null).CountBy(folder => folder.Status!.UidValidity).ToDictionary();
        var taken = known.Values.Select(checkpoint => checkpoint.DestinationFolder).ToHashSet(StringComparer.Ordinal);
        foreach (var folder in source.Folders.Where(folder => folder.IsSelectable && !known.ContainsKey(folder.Name)))
        {
            // Folders made in the same second may share a UIDVALIDITY: then it proves nothing.
            if (folder.Status is { } status && counts[status.UidValidity] == 1 && FindOnly(rest, status) is { } renamed && taken.Add(renamed.DestinationFolder))
            {
                known.Add(folder.Name, renamed);
            }
        }

        // What is left has got another UIDVALIDITY, or is a new folder under an old name: then the old one has taken along where its messages are.
        foreach (var folder in source.Folders)
        {
            if (!known.ContainsKey(folder.Name) && byName.TryGetValue(folder.Name, out var checkpoint) && taken.Add(checkpoint.DestinationFolder))
            {
                known.Add(folder.Name, checkpoint);
            }
        }

        return known;
    }

    // Where the state has not been asked for, the name is all there is.
    private static bool IsSame(FolderCheckpoint checkpoint, FolderListing folder) =>
        folder.Status is null || checkpoint.SourceUidValidity == 0 || checkpoint.SourceUidValidity == folder.Status.UidValidity;

    // A folder that was renamed before has left its checkpoints under its earlier names: the one that has come furthest counts.
    private static FolderCheckpoint? FindOnly(List<FolderCheckpoint> checkpoints, FolderStatus status)
    {
        var alike = checkpoints.FindAll(checkpoint => checkpoint.SourceUidValidity == status.UidValidity && checkpoint.SourceUidNext <= status.UidNext)
            .OrderByDescending(checkpoint => checkpoint.SourceUidNext).ThenByDescending(checkpoint => checkpoint.Copied.Count)
            .DistinctBy(checkpoint => checkpoint.DestinationFolder, StringComparer.Ordinal).ToList();
        return alike is [var only] ? only : null;
    }
}
