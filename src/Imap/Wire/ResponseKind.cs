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

    /// <summary>One that is read word by word, in which no literal may be.</summary>
    Words,

    /// <summary>One that is read word by word, in which short literals may be.</summary>
    Other,
}
