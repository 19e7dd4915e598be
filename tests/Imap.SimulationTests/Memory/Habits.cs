namespace Hosting.Migrations.Imap.SimulationTests.Memory;

/// <summary>What a server does in its own way. The default is one that does all as the standards want it.</summary>
internal sealed record Habits
{
    /// <summary>Takes several messages with one APPEND (RFC 3502).</summary>
    public bool HasMultiAppend { get; init; } = true;

    /// <summary>Takes the next APPEND before it has answered the one before, where it takes no several with one.</summary>
    public bool Pipelines { get; init; } = true;

    /// <summary>Tells where an added message is (RFC 4315).</summary>
    public bool HasUidPlus { get; init; } = true;

    /// <summary>Counts changes (RFC 7162).</summary>
    public bool HasModSeq { get; init; } = true;

    /// <summary>Tells the state of all folders at once (RFC 5819).</summary>
    public bool HasListStatus { get; init; } = true;

    /// <summary>Tells UIDNEXT.</summary>
    public bool TellsUidNext { get; init; } = true;

    /// <summary>Adds a field to the header of what it stores, as Exchange and GNU imap4d do.</summary>
    public bool AddsHeader { get; init; }

    /// <summary>Puts its own clock in the place of the date that a message is given.</summary>
    public bool IgnoresDates { get; init; }

    /// <summary>Takes no keywords that it has not made itself.</summary>
    public bool RefusesKeywords { get; init; }

    /// <summary>Refuses every STORE.</summary>
    public bool RefusesStore { get; init; }

    /// <summary>Keeps equal messages of a folder once, and names the place of the first, as Gmail does.</summary>
    public bool KeepsEqualOnce { get; init; }

    /// <summary>Every so many messages there is one that it refuses, as Cyrus does those with a broken header; 0 = none.</summary>
    public int RefusesEach { get; init; }

    /// <summary>The largest message that it takes, in bytes (RFC 7889); null = any.</summary>
    public long? AppendLimit { get; init; }

    /// <summary>The most messages that the mailbox holds; null = any number.</summary>
    public int? Quota { get; init; }

    /// <summary>What becomes of a command that makes a folder with more than letters in its name.</summary>
    public OddNames OddNames { get; init; }

    /// <summary>Holds folders whose names differ by case alone for one.</summary>
    public bool IgnoresCase { get; init; }

    /// <summary>How many connections it has at once; a further one is asked to come later.</summary>
    public int MostConnections { get; init; } = int.MaxValue;

    /// <summary>What the names of all folders but INBOX begin with, its separator included.</summary>
    public string Prefix { get; init; } = string.Empty;

    /// <summary>What stands between the levels of a name.</summary>
    public char Separator { get; init; } = '/';

    /// <summary>Every so many messages there is one that it counts and never shows; 0 = none.</summary>
    public int HidesEach { get; init; }

    /// <summary>Every so many messages there is one whose date it does not tell; 0 = none.</summary>
    public int LosesDateOfEach { get; init; }

    /// <summary>How many messages a search tells at most, the newest; it lists all.</summary>
    public int MostFound { get; init; } = int.MaxValue;

    /// <summary>How many of a thousand messages are not handed out when they are asked for.</summary>
    public int WithholdsPerThousand { get; init; }

    /// <summary>Tells of new messages in the selected folder only when it is asked for news.</summary>
    public bool TellsNewsWhenAsked { get; init; }

    /// <summary>How many of a thousand commands break the connection.</summary>
    public int BreaksPerThousand { get; init; }

    /// <summary>The longest that what was sent over a connection takes to arrive after it broke.</summary>
    public TimeSpan Lateness { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Whether it refuses a message.</summary>
    public bool Refuses(StoredMessage message) => (RefusesEach > 0 && message.Number % RefusesEach == 1) || message.Content.Length > AppendLimit;

    /// <summary>Whether it shows a message, which it counts in any case.</summary>
    public bool Shows(StoredMessage message) => HidesEach == 0 || message.Number % HidesEach != 1;

    /// <summary>Whether it tells when a message was received.</summary>
    public bool TellsDateOf(StoredMessage message) => LosesDateOfEach == 0 || message.Number % LosesDateOfEach != 1;

    /// <summary>The same without the faults that pass.</summary>
    public Habits Steady() => this with { BreaksPerThousand = 0, WithholdsPerThousand = 0, Quota = null };
}
