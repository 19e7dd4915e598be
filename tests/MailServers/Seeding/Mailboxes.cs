namespace Hosting.Migrations.MailServers.Seeding;

/// <summary>The mailboxes that the tests and benchmarks speak of. The same arguments make the same bytes.</summary>
public static class Mailboxes
{
    /// <summary>Mailbox A: 31 folders, nested and with names in many scripts; 379 MB with its 10,000 messages.</summary>
    public static SeedMailbox Large(int messages = 10_000, int seed = 1, double sizeFactor = 1) => Generate(SeedFolders.Large, messages, seed, sizeFactor);

    /// <summary>Mailbox B: 6 folders; 77 MB with its 2,000 messages.</summary>
    public static SeedMailbox Medium(int messages = 2_000, int seed = 5, double sizeFactor = 1) => Generate(SeedFolders.Medium, messages, seed, sizeFactor);

    /// <summary>A small mailbox of 4 folders; 5.5 MB with 200 messages.</summary>
    public static SeedMailbox Small(int messages = 200, int seed = 3, double sizeFactor = 1) => Generate(SeedFolders.Small, messages, seed, sizeFactor);

    /// <summary>All messages in INBOX; short ones, as there may be many.</summary>
    public static SeedMailbox OneFolder(int messages, int seed = 4, double sizeFactor = .05) => Generate([new SeedFolder("INBOX", 1)], messages, seed, sizeFactor);

    /// <summary>So many folders, in groups of ten, with short messages spread over them.</summary>
    public static SeedMailbox ManyFolders(int folders, int messages, int seed = 6, double sizeFactor = .05) =>
        Generate([new SeedFolder("INBOX", 1), .. Enumerable.Range(0, folders - 1).Select(number => new SeedFolder($"Group {number / 10}/Folder {number}", 1))], messages, seed, sizeFactor);

    /// <summary>A mailbox of all that is odd and that a Maildir can hold: messages, flags, dates and names of folders.</summary>
    public static SeedMailbox Edge(int largestMessage = 2_000_000)
    {
        var inOddFolders = EdgeFolders.Names.Select((folder, index) => EdgeMessages.InFolder(folder, index));
        return new SeedMailbox(["INBOX", .. EdgeFolders.Names, .. EdgeFolders.Empty], EdgeFolders.Subscriptions, EdgeMessages.All(largestMessage).Concat(inOddFolders));
    }

    private static SeedMailbox Generate(IReadOnlyList<SeedFolder> folders, int messages, int seed, double sizeFactor)
    {
        string[] names = [.. folders.Select(folder => folder.Name)];
        var subscriptions = names.Except(["Junk", "Notes (old)"]).ToList();
        return new SeedMailbox(names, subscriptions, new MailboxGenerator(folders, messages, seed, sizeFactor).Generate());
    }
}
