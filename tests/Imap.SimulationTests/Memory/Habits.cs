namespace Hosting.Migrations.Imap.SimulationTests.Memory;

/// <summary>What a server does in its own way. The default is one that does all as the standards want it.</summary>
internal sealed record Habits
{
    /// <summary>Takes several messages with one APPEND (RFC 3502).</summary>
    public bool HasMultiAppend { get; init; } = true;

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

    /// <summary>How many of a thousand commands break the connection.</summary>
    public int BreaksPerThousand { get; init; }

    /// <summary>The longest that what was sent over a connection takes to arrive after it broke.</summary>
    public TimeSpan Lateness { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The same without the faults that go by chance.</summary>
    public Habits Steady() => this with { BreaksPerThousand = 0 };
}
