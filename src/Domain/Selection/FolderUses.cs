namespace Hosting.Migrations.Domain.Selection;

/// <summary>What a folder is for (RFC 6154 and RFC 8457), by which a selection may name it whatever it is called.</summary>
[Flags]
public enum FolderUses
{
    /// <summary>Nothing that is known.</summary>
    None = 0,

    /// <summary>All messages of the mailbox.</summary>
    All = 1,

    /// <summary>What is put aside.</summary>
    Archive = 2,

    /// <summary>What is not sent yet.</summary>
    Drafts = 4,

    /// <summary>Messages that are marked.</summary>
    Flagged = 8,

    /// <summary>Messages that the server deems important.</summary>
    Important = 16,

    /// <summary>What is unwanted.</summary>
    Junk = 32,

    /// <summary>What was sent.</summary>
    Sent = 64,

    /// <summary>What is deleted.</summary>
    Trash = 128,
}
