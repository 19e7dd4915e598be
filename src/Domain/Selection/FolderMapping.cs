namespace Hosting.Migrations.Domain.Selection;

/// <summary>Where a folder of the source goes, with all that lies below it.</summary>
public sealed record FolderMapping
{
    /// <summary>The greatest length of a name at the destination, in characters.</summary>
    public const int MaxLength = 200;

    private const int MaxLevels = 20;
    private const string Inbox = "INBOX";

    private FolderMapping(FolderPattern from, string to) => (From, To) = (from, to);

    /// <summary>The folder at the source: a name, or <c>\Trash</c> and the like.</summary>
    public FolderPattern From { get; }

    /// <summary>Its name at the destination, with <c>/</c> between the levels.</summary>
    public string To { get; }

    /// <summary>Makes a mapping.</summary>
    /// <param name="from">The folder at the source.</param>
    /// <param name="to">Its name at the destination.</param>
    /// <exception cref="FormatException">It is malformed; the message says in which way.</exception>
    public static FolderMapping Of(string from, string to) =>
        FindFault(from, to) is { } fault ? throw new FormatException($"the mapping of a folder {fault}") : new FolderMapping(FolderPattern.Parse(from), to);

    /// <summary>What is wrong with a mapping; null if nothing is.</summary>
    /// <param name="from">The folder at the source.</param>
    /// <param name="to">Its name at the destination.</param>
    public static string? FindFault(string from, string to) =>
        FolderPattern.FindFault(from) is { } ofSource ? $"from {ofSource}"
        : !FolderPattern.Parse(from).IsLiteral ? "from must name one folder, without * and ?: two folders can't become one"
        : FindFaultOfDestination(to) is { } ofDestination ? $"to {ofDestination}"
        : IsInbox(to) && !IsInbox(from) ? "to must not be INBOX, where the source's INBOX goes: two folders can't become one"
        : null;

    private static string? FindFaultOfDestination(string to) =>
        FolderText.FindFault(to, MaxLength)
        ?? (to.StartsWith('\\') ? "must be a name: what is for a use is known at the source alone"
            : to.Split('/') is var levels && levels.Length > MaxLevels ? $"must have at most {MaxLevels} levels"
            : levels.Any(level => level.All(character => character == '.')) ? "must not have a level of dots alone"
            : levels.Any(level => level != level.Trim()) ? "must not have a level that begins or ends with a blank"
            : null);

    private static bool IsInbox(string name) => name.Equals(Inbox, StringComparison.OrdinalIgnoreCase);
}
