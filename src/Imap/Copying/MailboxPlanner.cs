using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Imap.Faults;
using Hosting.Migrations.Imap.Folders;
using Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>Finds out what a run has to do, from the folders of both sides and what earlier runs have done.</summary>
/// <param name="copy">What was asked for.</param>
/// <param name="counters">Counts folders that can't be read.</param>
/// <param name="checkpoints">What earlier runs have done. Nothing is noted there.</param>
/// <param name="clock">The time.</param>
internal sealed class MailboxPlanner(MailboxCopy copy, CopyCounters counters, CheckpointWriter checkpoints, TimeProvider clock)
{
    /// <summary>Makes the plan.</summary>
    /// <param name="connections">To both servers.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    /// <exception cref="MailFaultException">A server can't be asked, or what has been copied can't be read.</exception>
    public async Task<MailboxPlan> PlanAsync(ConnectionPair connections, CancellationToken cancellationToken)
    {
        var noted = await checkpoints.LoadAsync(cancellationToken);
        var (source, destination) = await connections.ListAsync(FindNamesEnough(noted), cancellationToken);
        var seen = clock.GetTimestamp();
        if (source.Unread > 0)
        {
            counters.FailedUnread(source.Unread);
        }

        var earlier = Renames.FollowAtDestination(noted, destination);
        var followed = Renames.Follow(earlier, source);
        var there = destination.Folders.ToDictionary(folder => folder.Name);
        var map = new FolderMapper(source, destination, copy.Rules, copy.Selection.Folders, FindSettledNames(followed, there), counters.Screen).Map();
        var (folders, leftOut, known) = (new List<FolderCopy>(), new List<FolderCopy>(), new Dictionary<FolderCopy, FolderCheckpoint>());
        foreach (var (route, isLeftOut) in map.Routes.Select(route => (route, false)).Concat(map.LeftOut.Select(route => (route, true))))
        {
            var listed = there.GetValueOrDefault(route.Destination);
            var checkpoint = await SetBack.CheckAsync(followed.GetValueOrDefault(route.Source.Name), listed, connections.Destination, cancellationToken);
            var isPartial = copy.HasLimits || (route.OnlyUnlabelled && copy.Selection.Folders.LeavesOut);
            var folder = new FolderCopy(route, listed, checkpoint, connections.Destination.AppendLimit, seen, isPartial);
            (isLeftOut ? leftOut : folders).Add(folder);
            if (checkpoint is not null)
            {
                known.Add(folder, checkpoint);
            }
        }

        // Under the earlier names of a folder that was renamed there are checkpoints too, which lead to the same folder at the destination.
        var kept = followed.Values.Select(checkpoint => checkpoint.DestinationFolder).ToHashSet(StringComparer.Ordinal);
        var deleted = earlier.Where(checkpoint => !kept.Contains(checkpoint.DestinationFolder))
            .OrderByDescending(checkpoint => checkpoint.Copied.Count).DistinctBy(checkpoint => checkpoint.DestinationFolder, StringComparer.Ordinal).ToList();
        var names = source.Folders.Select(folder => folder.Name).Concat((source.Respellings ?? []).Select(name => name.FullName)).ToHashSet(StringComparer.Ordinal);
        var moved = new MovedMessages([.. folders, .. leftOut], deleted, known);
        return new MailboxPlan(folders, leftOut, moved, map.Routes, names, map.Labels, map.MessagesLeftOut, map.Notes);
    }

    // A folder that was renamed has left a checkpoint under its earlier name, which a new folder may have by now: only their state tells them apart.
    private static HashSet<string> FindNamesEnough(IReadOnlyList<FolderCheckpoint> earlier) => earlier
        .GroupBy(checkpoint => checkpoint.DestinationFolder, StringComparer.Ordinal)
        .Where(alike => alike.Count() == 1)
        .Select(alike => alike.Single())
        .Where(checkpoint => checkpoint.Unfinished.IsEmpty && checkpoint.SourceUidValidity != 0)
        .Select(checkpoint => checkpoint.SourceFolder)
        .ToHashSet(StringComparer.Ordinal);

    // A name under which no folder has been made says nothing: the destination may have looked quite different then.
    private static Dictionary<string, string> FindSettledNames(Dictionary<string, FolderCheckpoint> checkpoints, Dictionary<string, FolderListing> there) => checkpoints
        .Where(pair => pair.Value.DestinationUidValidity != 0 || there.ContainsKey(pair.Value.DestinationFolder))
        .ToDictionary(pair => pair.Key, pair => pair.Value.DestinationFolder);
}
