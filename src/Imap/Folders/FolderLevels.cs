using Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Imap.Folders;

/// <summary>The levels of folders' names, without what all names of a mailbox begin with.</summary>
internal static class FolderLevels
{
    /// <summary>The levels of a folder's name.</summary>
    public static string[] Of(FolderListing folder, MailboxListing mailbox)
    {
        var name = Strip(folder.Name, mailbox);
        return folder.Separator == '\0' ? [name] : name.Split(folder.Separator);
    }

    /// <summary>The name of the folder so many levels deep in which a folder lies; its own with all levels.</summary>
    public static string NameAbove(FolderListing folder, string[] levels, int depth) =>
        folder.Name[..^string.Join(folder.Separator, levels[depth..]).Length].TrimEnd(folder.Separator);

    /// <summary>A name without what all names of the mailbox begin with.</summary>
    public static string Strip(string name, MailboxListing mailbox) =>
        mailbox.Prefix.Length > 0 && name.StartsWith(mailbox.Prefix, StringComparison.OrdinalIgnoreCase) ? name[mailbox.Prefix.Length..] : name;
}
