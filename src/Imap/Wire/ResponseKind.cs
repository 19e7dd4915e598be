namespace Hosting.Migrations.Imap.Wire;

/// <summary>What a response is about, as far as it matters for what it may hold.</summary>
internal enum ResponseKind
{
    None,
    Tagged,
    Continuation,

    /// <summary>A line of text or numbers, in which quotes and braces mean nothing.</summary>
    Plain,

    Fetch,
    Folder,
    Status,
    Namespace,

    /// <summary>The numbers of messages that have been found, in one line.</summary>
    Search,

    /// <summary>Flags of a folder, which odd servers write as strings.</summary>
    Flags,

    /// <summary>One that nobody asks for. It is read to its end, and not looked at.</summary>
    Other,
}
