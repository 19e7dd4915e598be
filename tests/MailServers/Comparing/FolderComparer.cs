namespace Hosting.Migrations.MailServers.Comparing;

/// <summary>Compares two folders as multisets, and pairs what has the same bytes to say what else differs.</summary>
internal static class FolderComparer
{
    public static IEnumerable<MailboxDifference> Compare(string folder, IReadOnlyList<MessageFingerprint> wanted, IReadOnlyList<MessageFingerprint> found)
    {
        var wantedByBytes = wanted.ToLookup(message => message.Sha256);
        var foundByBytes = found.ToLookup(message => message.Sha256);
        return wantedByBytes.Select(group => group.Key).Union(foundByBytes.Select(group => group.Key))
            .SelectMany(sha256 => CompareSameBytes(folder, wantedByBytes[sha256], foundByBytes[sha256]));
    }

    private static IEnumerable<MailboxDifference> CompareSameBytes(string folder, IEnumerable<MessageFingerprint> wanted, IEnumerable<MessageFingerprint> found)
    {
        var missing = Without(wanted, found);
        var extra = Without(found, wanted);
        var pairs = Math.Min(missing.Count, extra.Count);
        return missing.Zip(extra).SelectMany(pair => ComparePair(folder, pair.First, pair.Second))
            .Concat(missing.Skip(pairs).Select(message => new MailboxDifference(DifferenceKind.MessageMissing, folder, Describe(message))))
            .Concat(extra.Skip(pairs).Select(message => new MailboxDifference(DifferenceKind.MessageExtra, folder, Describe(message))));
    }

    private static IEnumerable<MailboxDifference> ComparePair(string folder, MessageFingerprint wanted, MessageFingerprint found)
    {
        if (wanted.Date != found.Date)
        {
            yield return new MailboxDifference(DifferenceKind.DateDiffers, folder, $"{found.Date} in place of {Describe(wanted)}");
        }

        if (wanted.Flags != found.Flags)
        {
            yield return new MailboxDifference(DifferenceKind.FlagsDiffer, folder, $"({found.Flags}) in place of {Describe(wanted)}");
        }
    }

    // A multiset difference: LINQ's Except forgets how often. Sorted, so that messages of the same date make pairs.
    private static List<MessageFingerprint> Without(IEnumerable<MessageFingerprint> these, IEnumerable<MessageFingerprint> others)
    {
        var rest = these.OrderBy(message => message.Date, StringComparer.Ordinal).ThenBy(message => message.Flags, StringComparer.Ordinal).ToList();
        foreach (var other in others)
        {
            rest.Remove(other);
        }

        return rest;
    }

    private static string Describe(MessageFingerprint message) =>
        $"{message.Sha256[..12]} \"{message.Subject}\" {message.Date} ({message.Flags}) {message.Size} bytes";
}
