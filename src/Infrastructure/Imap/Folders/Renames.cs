using Hosting.Migrations.Application.Mailboxes;

namespace Hosting.Migrations.Infrastructure.Imap.Folders;

/// <summary>Recognises folders that have been renamed at the source since the last run: servers keep the UIDVALIDITY of a renamed folder.</summary>
internal static class Renames
{
    /// <summary>The checkpoints by the name that each folder has now. A renamed folder goes on under its first name at the destination, so that its messages are not copied again.</summary>
    public static Dictionary<string, FolderCheckpoint> Follow(IReadOnlyList<FolderCheckpoint> checkpoints, MailboxListing source)
    {
        var names = source.Folders.Select(folder => folder.Name).ToHashSet(StringComparer.Ordinal);
        var known = checkpoints.Where(checkpoint => names.Contains(checkpoint.SourceFolder)).ToDictionary(checkpoint => checkpoint.SourceFolder, StringComparer.Ordinal);
        var gone = checkpoints.Where(checkpoint => !names.Contains(checkpoint.SourceFolder)).ToList();
        foreach (var folder in source.Folders.Where(folder => folder.IsSelectable && !known.ContainsKey(folder.Name)))
        {
            // Folders made in the same second may share a UIDVALIDITY: then it proves nothing.
            var alike = gone.FindAll(checkpoint => checkpoint.SourceUidValidity == folder.Status?.UidValidity && checkpoint.SourceUidNext <= folder.Status.UidNext);
            if (alike is [var renamed] && source.Folders.Count(other => other.Status?.UidValidity == folder.Status!.UidValidity) == 1)
            {
                known.Add(folder.Name, renamed with { SourceFolder = folder.Name });
            }
        }

        return known;
    }
}
