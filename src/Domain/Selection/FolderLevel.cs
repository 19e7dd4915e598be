namespace Hosting.Migrations.Domain.Selection;

/// <summary>One level of a folder's name, as selections see it.</summary>
public sealed record FolderLevel
{
    private const string Inbox = "INBOX";
    private const string Nameless = "_";

    // What stands for a separator within a level: it looks alike, and is how the level is called at the destination.
    private const char Wide = '\uFF0F';

    // What a server says may be of any length.
    private const int MaxLength = 1000;

    /// <param name="name">The level, as the server has it.</param>
    /// <param name="isFirst">Whether nothing stands before it.</param>
    /// <param name="uses">What the folder is for that ends with it.</param>
    public FolderLevel(string name, bool isFirst, FolderUses uses = FolderUses.None) => (Name, Uses) = (Spell(name.Length <= MaxLength ? name : name[..MaxLength], isFirst), uses);

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>What the folder is for that ends with it.</summary>
    public FolderUses Uses { get; }

    /// <summary>The one spelling of a level: INBOX has no case (RFC 3501, section 5.1), and letters with marks are composed.</summary>
    /// <param name="name">The level as somebody wrote it.</param>
    /// <param name="isFirst">Whether nothing stands before it.</param>
    public static string Spell(string name, bool isFirst)
    {
        if (isFirst && name.Equals(Inbox, StringComparison.OrdinalIgnoreCase))
        {
            return Inbox;
        }

        // Half a surrogate pair can't be composed.
        var whole = string.Concat(name.EnumerateRunes()).Normalize().Replace('/', Wide);
        return whole.Length == 0 ? Nameless : whole;
    }
}
