using Hosting.Migrations.Application.Mailboxes;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>Where copies were put.</summary>
/// <param name="Folder">The folder at the destination.</param>
/// <param name="UidValidity">Its UIDVALIDITY then.</param>
/// <param name="Uids">Their UIDs.</param>
internal readonly record struct PlacedCopies(string Folder, uint UidValidity, UidSet Uids)
{
    public static PlacedCopies Of(FolderCheckpoint checkpoint) => new(
        checkpoint.DestinationFolder, checkpoint.DestinationUidValidity, UidSet.Of(checkpoint.Copied.Destinations().Enumerate().Where(uid => uid > 0)));
}
