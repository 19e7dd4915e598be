namespace Hosting.Migrations.Imap.Wire;

/// <summary>
/// How much a server may say. Messages that were asked for are not counted: they go to files. The rest is kept in memory in several forms,
/// so these limits hold a copy below 150 MB whatever arrives.
/// </summary>
internal static class WireLimits
{
    /// <summary>The longest greeting, and the longest line before TLS, in bytes.</summary>
    public const int Greeting = 8 * 1024;

    /// <summary>The longest line, in bytes; it may hold the 100,000 keywords of an odd message, or the answer to a search.</summary>
    public const int Line = 2 << 20;

    /// <summary>The longest line that names a folder, in bytes.</summary>
    public const int FolderLine = 64 * 1024;

    /// <summary>The most text in answer to one command, in bytes, besides what each message is due.</summary>
    public const int Text = 12 << 20;

    /// <summary>The most text about folders in answer to one command, in bytes; each name is kept in several forms.</summary>
    public const int FolderText = 2 << 20;

    /// <summary>The text that each message is due when it is described, in bytes.</summary>
    public const int TextPerMessage = 1024;

    /// <summary>How much of a header is kept, in bytes; what is longer comes in and is dropped.</summary>
    public const int Header = 36 * 1024;

    /// <summary>How many lines of a header are kept apart: each field is an object or more. Those behind are read as one.</summary>
    public const int HeaderLines = 1_000;

    /// <summary>The most header bytes in one response, those that are dropped not counted.</summary>
    public const int Headers = 1 << 20;

    /// <summary>The longest literal that is neither a message nor a header, in bytes.</summary>
    public const int ShortLiteral = 64 * 1024;

    /// <summary>The longest name of a folder that is sent as a literal, in bytes.</summary>
    public const int LongestName = 4096;

    /// <summary>The most flags of one message that are read; the others are counted.</summary>
    public const int Flags = 200;

    /// <summary>How much of a flag is read, in bytes: one more than any that is copied may have.</summary>
    public const int Flag = 101;

    /// <summary>The most labels of one message that are read. Gmail gives 10,000 to a whole account.</summary>
    public const int Labels = 1_000;

    /// <summary>The most flags of a folder that are read.</summary>
    public const int FolderFlags = 10_000;

    /// <summary>The longest list of what a server can do, in bytes.</summary>
    public const int Capabilities = 64 * 1024;

    /// <summary>The most lines that a server may ask for within one login.</summary>
    public const int Challenges = 20;

    /// <summary>The most folders of a mailbox.</summary>
    public const int Folders = 8_000;

    /// <summary>The most namespaces of a mailbox, the shared ones included.</summary>
    public const int Namespaces = 1_000;

    /// <summary>The most messages described in answer to one command.</summary>
    public const int Messages = 1_000_000;

    /// <summary>Descriptions of messages that nobody asked for, such as changed flags, in answer to one command.</summary>
    public const int UnaskedMessages = 1_000;

    /// <summary>The most responses of other kinds in answer to one command.</summary>
    public const int Responses = 100_000;

    /// <summary>The deepest nesting of parentheses.</summary>
    public const int Depth = 50;
}
