using Hosting.Migrations.Imap.SimulationTests.Memory;

namespace Hosting.Migrations.Imap.SimulationTests.World;

/// <summary>What one simulation tries, which its seed decides.</summary>
internal sealed record Plan
{
    public required Habits Source { get; init; }

    public required Habits Destination { get; init; }

    /// <summary>How many folders the source has, INBOX included.</summary>
    public required int Folders { get; init; }

    /// <summary>How many messages the source has at first.</summary>
    public required int Messages { get; init; }

    /// <summary>How many messages of another's the destination has at first.</summary>
    public required int Foreign { get; init; }

    /// <summary>Connections to each server.</summary>
    public required int Connections { get; init; }

    /// <summary>Messages in one batch.</summary>
    public required int BatchMessages { get; init; }

    /// <summary>Messages in one piece of work.</summary>
    public required int PieceSize { get; init; }

    /// <summary>How many runs there are in which anything may happen.</summary>
    public required int Runs { get; init; }

    /// <summary>What the owner does at the source, and others at the destination, during one run.</summary>
    public required int Acts { get; init; }

    /// <summary>Whether the owner moves messages from folder to folder.</summary>
    public required bool Moves { get; init; }

    /// <summary>Whether the state that was kept may be lost, or an older one come back.</summary>
    public required bool LosesState { get; init; }

    /// <summary>Whether servers number their folders anew.</summary>
    public required bool Renumbers { get; init; }

    /// <summary>Whether the destination may keep messages out for good.</summary>
    public bool MayRefuse => Destination.KeepsEqualOnce || Destination.RefusesEach > 0 || Destination.AppendLimit is not null;

    public static Plan Choose(Random random)
    {
        var (moves, losesState) = (random.Next(3) == 0, random.Next(3) == 0);
        var (tellsUidNext, tellsUidNextThere, hasUidPlus) = (random.Next(6) != 0, random.Next(6) != 0, random.Next(3) != 0);
        var isBelowInbox = random.Next(4) == 0;
        return new Plan
        {
            Source = new Habits
            {
                HasModSeq = random.Next(2) == 0,
                HasListStatus = random.Next(2) == 0,
                TellsUidNext = tellsUidNext,
                BreaksPerThousand = random.Next(2) == 0 ? 0 : random.Next(40),
                MostConnections = random.Next(6) == 0 ? random.Next(1, 3) : int.MaxValue,
                HidesEach = random.Next(12) == 0 ? random.Next(2, 9) : 0,
                LosesDateOfEach = random.Next(6) == 0 ? random.Next(1, 4) : 0,
                MostFound = random.Next(6) == 0 ? random.Next(1, 10) : int.MaxValue,
                WithholdsPerThousand = random.Next(6) == 0 ? random.Next(100) : 0,
                TellsNewsWhenAsked = random.Next(3) == 0,
            },
            Destination = new Habits
            {
                HasMultiAppend = random.Next(2) == 0,
                Pipelines = random.Next(2) == 0,
                HasUidPlus = hasUidPlus,
                HasListStatus = random.Next(2) == 0,
                TellsUidNext = tellsUidNextThere,
                AddsHeader = random.Next(4) == 0,
                IgnoresDates = random.Next(6) == 0,
                RefusesKeywords = random.Next(4) == 0,

                // There only the checkpoint speaks (ADR 0012).
                Lateness = hasUidPlus && tellsUidNext && tellsUidNextThere ? TimeSpan.FromSeconds(2) : TimeSpan.Zero,
                BreaksPerThousand = random.Next(2) == 0 ? 0 : random.Next(40),
                RefusesStore = random.Next(10) == 0,
                KeepsEqualOnce = random.Next(10) == 0,
                RefusesEach = random.Next(6) == 0 ? random.Next(2, 8) : 0,
                AppendLimit = random.Next(8) == 0 ? random.Next(110, 140) : null,
                Prefix = isBelowInbox ? "INBOX." : string.Empty,
                Separator = isBelowInbox ? '.' : '/',
                Quota = random.Next(8) == 0 ? random.Next(1, 30) : null,
                OddNames = (OddNames)random.Next(3),
                IgnoresCase = random.Next(4) == 0,
                MostConnections = random.Next(6) == 0 ? random.Next(1, 3) : int.MaxValue,
                MostFound = random.Next(6) == 0 ? random.Next(1, 10) : int.MaxValue,
                TellsNewsWhenAsked = random.Next(3) == 0,
            },
            Folders = random.Next(1, 6),
            Messages = random.Next(0, random.Next(2) == 0 ? 14 : 40),
            Foreign = random.Next(0, 4),
            Connections = random.Next(1, 4),
            BatchMessages = random.Next(2) == 0 ? 1 : random.Next(2, 6),
            PieceSize = random.Next(2) == 0 ? 500 : random.Next(4, 16),
            Runs = random.Next(1, 4),
            Acts = random.Next(0, 6),
            Moves = moves && !losesState,
            LosesState = losesState,
            Renumbers = !moves && random.Next(5) == 0,
        };
    }
}
