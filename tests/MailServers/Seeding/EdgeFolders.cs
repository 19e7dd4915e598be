namespace Hosting.Migrations.MailServers.Seeding;

/// <summary>Names of folders that copiers stumble over.</summary>
internal static class EdgeFolders
{
    /// <summary>Folders with a message each.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        "Trailing space ", " Leading space", "R&D", "&", "per%cent", "st*r", "quo\"te", "back\\slash", "par(en)", "cur{ly}", "br[ack]et", "tilde~", "#hash",
        "plus+comma,", "dots...and.more", "Case", "case", "INBOX/child", "inbox2", "\u00e9 composed", "e\u0301 decomposed", "emoji 🎉/日本", "Ελληνικά",
        new string('x', 200), new string('長', 60), $"deep/{string.Join('/', Enumerable.Range(1, 15))}",
    ];

    public static readonly IReadOnlyList<string> Empty = ["Empty", "Empty/child of empty", "no select/leaf"];

    public static readonly IReadOnlyList<string> Subscriptions = ["INBOX", "R&D", "case", "Empty", "emoji 🎉/日本", "gone long ago"];
}
