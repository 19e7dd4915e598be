using Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Imap.Connections;

/// <summary>What attributes of folders mean (RFC 9051, section 7.3.1; RFC 6154; RFC 8457), and those that Gmail had before there were any.</summary>
internal static class AttributeNames
{
    private const string Subscribed = "\\Subscribed";

    private static readonly Dictionary<string, FolderAttributes> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["\\NoSelect"] = FolderAttributes.NoSelect,
        ["\\NonExistent"] = FolderAttributes.NonExistent,
        ["\\All"] = FolderAttributes.All,
        ["\\AllMail"] = FolderAttributes.All,
        ["\\Archive"] = FolderAttributes.Archive,
        ["\\Drafts"] = FolderAttributes.Drafts,
        ["\\Flagged"] = FolderAttributes.Flagged,
        ["\\Starred"] = FolderAttributes.Flagged,
        ["\\Important"] = FolderAttributes.Important,
        ["\\Junk"] = FolderAttributes.Junk,
        ["\\Spam"] = FolderAttributes.Junk,
        ["\\Sent"] = FolderAttributes.Sent,
        ["\\Trash"] = FolderAttributes.Trash,
    };

    public static FolderAttributes Read(IEnumerable<string> names) =>
        names.Aggregate(FolderAttributes.None, (all, name) => all | Known.GetValueOrDefault(name));

    public static bool IsSubscribed(IEnumerable<string> names) => names.Contains(Subscribed, StringComparer.OrdinalIgnoreCase);
}
