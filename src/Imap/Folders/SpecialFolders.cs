using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Imap.Folders;

/// <summary>Finds the folders of a source that are for something every mail program knows.</summary>
internal static class SpecialFolders
{
    /// <summary>The folders by name, and what each is for.</summary>
    /// <param name="source">The folders of the source.</param>
    /// <param name="folders">Those of them that count.</param>
    /// <param name="isGmail">Whether the source is Gmail.</param>
    public static Dictionary<string, SpecialUse> Find(MailboxListing source, List<FolderListing> folders, bool isGmail)
    {
        var special = new Dictionary<string, SpecialUse>(StringComparer.Ordinal);
        foreach (var use in Enum.GetValues<SpecialUse>())
        {
            // What the server says counts; names are a guess, made only where it says nothing.
            var folder = folders.Find(folder => folder.Use == use || (use == SpecialUse.Archive && IsAllMail(folder, isGmail)))
                ?? folders.Where(folder => folder.Use is null && UseByName(folder, source) == use)
                    .OrderBy(folder => !IsCalled(folder, source, use))
                    .FirstOrDefault();
            if (folder is not null)
            {
                special.TryAdd(folder.Name, use);
            }
        }

        return special;
    }

    /// <summary>Whether a source is Gmail.</summary>
    public static bool IsGmail(MailboxListing source, FolderRules rules) => rules == FolderRules.Gmail || source.IsGmail;

    /// <summary>Whether a folder is Gmail's All Mail.</summary>
    public static bool IsAllMail(FolderListing folder, bool isGmail) => isGmail && folder.Attributes.HasFlag(FolderAttributes.All);

    /// <summary>Whether a folder is called what it is for.</summary>
    public static bool IsCalled(FolderListing folder, MailboxListing mailbox, SpecialUse use) =>
        FolderLevels.Strip(folder.Name, mailbox).Equals(use.ToString(), StringComparison.OrdinalIgnoreCase);

    private static SpecialUse? UseByName(FolderListing folder, MailboxListing source) => FolderLevels.Of(folder, source) is [var name] ? WellKnownNames.Find(name) : null;
}
