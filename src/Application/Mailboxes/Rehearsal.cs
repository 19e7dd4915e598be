namespace Hosting.Migrations.Application.Mailboxes;

/// <summary>What a copy of a mailbox would do, as far as that can be told without changing anything.</summary>
/// <param name="Folders">What it would do with each folder.</param>
/// <param name="MessagesLeftOut">Messages in folders that are left out as a whole.</param>
/// <param name="LargestMessage">The largest message that the destination takes, in bytes; null if it does not say.</param>
public sealed record Rehearsal(IReadOnlyList<RehearsedFolder> Folders, long MessagesLeftOut, long? LargestMessage)
{
    /// <summary>A rehearsal that ended before it saw anything.</summary>
    public static Rehearsal None { get; } = new([], 0, null);
}

/// <summary>What a copy would do with a folder.</summary>
/// <param name="Source">Its name at the source.</param>
/// <param name="Destination">Its name at the destination.</param>
/// <param name="Messages">Messages at the source.</param>
/// <param name="ToCopy">Messages that would be copied. Where the destination holds some already of which no earlier copy knows, these are found out only by the copy, which leaves out what is there.</param>
/// <param name="BytesToCopy">Their size in bytes, as the source tells it.</param>
/// <param name="Copied">Messages that earlier copies have copied.</param>
/// <param name="TooLarge">Messages that are larger than the destination takes.</param>
/// <param name="LeftOut">Messages that a rule leaves out, such as the lower date bound.</param>
/// <param name="Missing">Messages that the source says it holds and does not show.</param>
/// <param name="UnknownThere">Messages at the destination of which no earlier copy knows; null if the destination has not told.</param>
public sealed record RehearsedFolder(
    string Source, string Destination, long Messages, long ToCopy, long BytesToCopy, long Copied, long TooLarge, long LeftOut, long Missing, long? UnknownThere);

/// <summary>How a rehearsal ended.</summary>
/// <param name="Seen">What it saw.</param>
/// <param name="Outcome">Why it ended before its end, if it did, what could not be copied, and what an operator should know. Nothing is counted in it.</param>
public sealed record RehearsalOutcome(Rehearsal Seen, CopyOutcome Outcome);
