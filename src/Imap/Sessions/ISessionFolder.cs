namespace Hosting.Migrations.Imap.Sessions;

/// <summary>A folder of a session's mailbox. It tells what the server has said last, and so another thing after the next command.</summary>
internal interface ISessionFolder
{
    /// <summary>Its full name, decoded.</summary>
    string FullName { get; }

    /// <summary>What the server says of it.</summary>
    FolderAttributes Attributes { get; }

    /// <summary>Whether the mailbox's owner subscribes to it.</summary>
    bool IsSubscribed { get; }

    /// <summary>Whether it is the selected one.</summary>
    bool IsOpen { get; }

    /// <summary>For what it is selected.</summary>
    FolderAccess Access { get; }

    /// <summary>How many messages it holds.</summary>
    int Count { get; }

    /// <summary>Without which UIDs mean nothing; 0 if the server has not told it.</summary>
    uint UidValidity { get; }

    /// <summary>A bound above all UIDs; null if the server has not told it.</summary>
    uint? UidNext { get; }

    /// <summary>Grows with every change (RFC 7162); 0 if the server has not told it.</summary>
    ulong HighestModSeq { get; }

    /// <summary>Whether messages may be given keywords that are new to the folder (PERMANENTFLAGS, RFC 3501, section 7.1).</summary>
    bool TakesNewKeywords { get; }

    /// <summary>The keywords that messages may be given in any case.</summary>
    IEnumerable<string> PermanentKeywords { get; }
}
