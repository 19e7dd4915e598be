using Hosting.Migrations.MailServers.Imap;

namespace Hosting.Migrations.MailServers.Comparing;

/// <summary>
/// Reads two mailboxes over IMAP to their last byte, and says whether they hold the same: folders, subscriptions and, folder by
/// folder, each message as often with the same bytes, INTERNALDATE and flags.
/// </summary>
public static class MailboxComparer
{
    public static async Task<MailboxComparison> CompareAsync(
        ImapAccount source, ImapAccount destination, ComparisonOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new ComparisonOptions();
        var readSource = SnapshotReader.ReadAsync(source, options.IsCompared, options.IgnoredFlags, cancellationToken);
        var readDestination = SnapshotReader.ReadAsync(destination, _ => true, options.IgnoredFlags, cancellationToken);
        var (wanted, found) = (Mapped(await readSource, options.Mapping), await readDestination);

        var differences = new List<MailboxDifference>();
        differences.AddRange(Names(DifferenceKind.FolderMissing, wanted.Folders.Keys, found.Folders.Keys));
        differences.AddRange(Names(DifferenceKind.FolderExtra, found.Folders.Keys, wanted.Folders.Keys).Where(extra => !MayBeThere(extra.Folder)));
        differences.AddRange(Names(DifferenceKind.SubscriptionMissing, wanted.Subscriptions, found.Subscriptions));
        differences.AddRange(Names(DifferenceKind.SubscriptionExtra, found.Subscriptions.Where(wanted.Folders.ContainsKey), wanted.Subscriptions));
        differences.AddRange(wanted.Folders.SelectMany(folder => FolderComparer.Compare(folder.Key, folder.Value, found.Folders.GetValueOrDefault(folder.Key, []))));

        var messages = wanted.Folders.Values.SelectMany(folder => folder).ToList();
        return new MailboxComparison(destination.User, wanted.Folders.Count, messages.Count, messages.Sum(message => message.Size), differences);

        bool MayBeThere(string folder) => options.EmptyAtDestination.Contains(folder) && found.Folders[folder] is [];
    }

    // Folders that the mapping merges are compared as one.
    private static MailboxSnapshot Mapped(MailboxSnapshot source, FolderMapping mapping) => new(
        source.Folders
            .GroupBy(folder => mapping.Map(folder.Key), folder => folder.Value)
            .ToDictionary(group => group.Key, IReadOnlyList<MessageFingerprint> (group) => [.. group.SelectMany(messages => messages)]),
        source.Subscriptions.Select(mapping.Map).ToHashSet());

    private static IEnumerable<MailboxDifference> Names(DifferenceKind kind, IEnumerable<string> these, IEnumerable<string> without) =>
        these.Except(without).Order(StringComparer.Ordinal).Select(name => new MailboxDifference(kind, name));
}
