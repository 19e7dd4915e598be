namespace Hosting.Migrations.Imap.Sessions;

/// <summary>All folders of a mailbox.</summary>
/// <param name="Prefix">What every name but INBOX begins with, its separator included, such as <c>INBOX.</c>; often empty.</param>
/// <param name="Separator">What stands between the levels of a name; NUL if there are none.</param>
/// <param name="Folders">The owner's folders.</param>
/// <param name="Foreign">The names of shared and public folders, which are not the owner's to take along.</param>
/// <param name="IsGmail">Whether folders are labels, as with Gmail.</param>
/// <param name="Unread">How many folders are listed in a way that can't be read.</param>
/// <param name="Respellings">Names that are other spellings of folders in the list.</param>
internal sealed record MailboxListing(
    string Prefix, char Separator, IReadOnlyList<FolderListing> Folders, IReadOnlyList<string> Foreign, bool IsGmail, int Unread = 0, IReadOnlyList<Respelling>? Respellings = null);
