using Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Imap.Folders;

/// <summary>What becomes of each folder of a source.</summary>
/// <param name="Routes">Where each folder goes that is copied.</param>
/// <param name="LeftOut">Where earlier runs have copied folders that are left out now by choice.</param>
/// <param name="Unwanted">Folders that are left out since they are named as not wanted.</param>
/// <param name="MessagesLeftOut">How many messages are in folders that are left out, as far as the source tells.</param>
/// <param name="Notes">What was decided, in words.</param>
internal sealed record FolderMap(
    IReadOnlyList<FolderRoute> Routes, IReadOnlyList<FolderRoute> LeftOut, IReadOnlyList<FolderListing> Unwanted, long MessagesLeftOut, IReadOnlyList<string> Notes)
{
    /// <summary>
    /// The labels of messages that need not be copied from Gmail's All Mail: another folder shows them, which is copied or not wanted. Gmail names those
    /// that every account has by what they are for.
    /// </summary>
    public IReadOnlySet<string> Labels { get; } = Routes.Where(route => !route.OnlyUnlabelled).Select(route => route.Source).Concat(Unwanted).Select(folder =>
        folder.IsInbox ? "\\Inbox"
        : folder.Use == SpecialUse.Sent ? "\\Sent"
        : folder.Use == SpecialUse.Drafts ? "\\Draft"
        : folder.Name).ToHashSet(StringComparer.Ordinal);
}
