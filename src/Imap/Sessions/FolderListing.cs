using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Imap.Sessions;

/// <summary>A folder as a server lists it.</summary>
/// <param name="Name">Its full name, decoded.</param>
/// <param name="Separator">What stands between the levels of the name; NUL if there are none.</param>
/// <param name="Attributes">What the server says of it.</param>
/// <param name="IsSubscribed">Whether its owner subscribes to it.</param>
/// <param name="Status">What STATUS says; null if it can't be had, or was not asked for.</param>
/// <param name="SharedName">What another folder is called too, though it is spelled otherwise on the wire; null if the name is its own.</param>
internal sealed record FolderListing(string Name, char Separator, FolderAttributes Attributes, bool IsSubscribed, FolderStatus? Status = null, string? SharedName = null)
{
    /// <summary>The name as it is shown and logged; <see cref="Name"/> is for the server alone.</summary>
    public string ShownName => ForeignText.Clean(Name, ForeignText.MaxNameLength);

    public bool IsSelectable => Attributes.CanBeOpened();

    public bool IsInbox => Name.Equals("INBOX", StringComparison.OrdinalIgnoreCase);

    /// <summary>What the folder is for by its attributes (RFC 6154); null if they do not say.</summary>
    public SpecialUse? Use =>
        Attributes.HasFlag(FolderAttributes.Sent) ? SpecialUse.Sent
        : Attributes.HasFlag(FolderAttributes.Drafts) ? SpecialUse.Drafts
        : Attributes.HasFlag(FolderAttributes.Trash) ? SpecialUse.Trash
        : Attributes.HasFlag(FolderAttributes.Junk) ? SpecialUse.Junk
        : Attributes.HasFlag(FolderAttributes.Archive) ? SpecialUse.Archive
        : null;
}
