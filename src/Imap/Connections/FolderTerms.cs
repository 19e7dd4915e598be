using MailKit;
using Ours = Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Imap.Connections;

/// <summary>What the mail library says of folders, in our terms, and the other way round.</summary>
internal static class FolderTerms
{
    private static readonly (FolderAttributes Theirs, Ours.FolderAttributes Ours)[] Attributes =
    [
        (FolderAttributes.NoSelect, Ours.FolderAttributes.NoSelect),
        (FolderAttributes.NonExistent, Ours.FolderAttributes.NonExistent),
        (FolderAttributes.All, Ours.FolderAttributes.All),
        (FolderAttributes.Archive, Ours.FolderAttributes.Archive),
        (FolderAttributes.Drafts, Ours.FolderAttributes.Drafts),
        (FolderAttributes.Flagged, Ours.FolderAttributes.Flagged),
        (FolderAttributes.Important, Ours.FolderAttributes.Important),
        (FolderAttributes.Junk, Ours.FolderAttributes.Junk),
        (FolderAttributes.Sent, Ours.FolderAttributes.Sent),
        (FolderAttributes.Trash, Ours.FolderAttributes.Trash),
    ];

    private static readonly (StatusItems Theirs, Ours.StateItems Ours)[] States =
    [
        (StatusItems.Count, Ours.StateItems.Count),
        (StatusItems.UidNext, Ours.StateItems.UidNext),
        (StatusItems.UidValidity, Ours.StateItems.UidValidity),
        (StatusItems.HighestModSeq, Ours.StateItems.HighestModSeq),
    ];

    public static Ours.FolderAttributes ToOurs(this FolderAttributes attributes) => Attributes
        .Where(pair => attributes.HasFlag(pair.Theirs)).Aggregate(Ours.FolderAttributes.None, (all, pair) => all | pair.Ours);

    public static Ours.FolderAccess ToOurs(this FolderAccess access) => access switch
    {
        FolderAccess.ReadWrite => Ours.FolderAccess.ReadWrite,
        FolderAccess.ReadOnly => Ours.FolderAccess.ReadOnly,
        _ => Ours.FolderAccess.None,
    };

    public static FolderAccess ToTheirs(this Ours.FolderAccess access) => access switch
    {
        Ours.FolderAccess.ReadWrite => FolderAccess.ReadWrite,
        Ours.FolderAccess.ReadOnly => FolderAccess.ReadOnly,
        _ => FolderAccess.None,
    };

    public static StatusItems ToTheirs(this Ours.StateItems items) => States
        .Where(pair => items.HasFlag(pair.Ours)).Aggregate(StatusItems.None, (all, pair) => all | pair.Theirs);
}
