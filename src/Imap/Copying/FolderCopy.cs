using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Imap.Faults;
using Hosting.Migrations.Imap.Folders;
using Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>The copy of one folder, on which several connections may work.</summary>
internal sealed class FolderCopy
{
    private readonly bool _isPartial;
    private readonly bool _isSelective;
    private readonly long _seen;
    private int _pieces = 1;

    /// <param name="route">Where it goes.</param>
    /// <param name="listed">The folder as the destination lists it; null if it does not exist.</param>
    /// <param name="checkpoint">What earlier runs have done; null = nothing.</param>
    /// <param name="appendLimit">The largest message that the destination takes, in bytes; null if it does not say.</param>
    /// <param name="seen">When <paramref name="listed"/> was read.</param>
    /// <param name="isPartial">Whether messages may be left out that the next run may want.</param>
    public FolderCopy(FolderRoute route, FolderListing? listed, FolderCheckpoint? checkpoint, long? appendLimit, long seen, bool isPartial)
    {
        (_isPartial, _isSelective, _seen) = (isPartial, isPartial || route.OnlyUnlabelled, seen);
        var (destination, isUnknown) = (listed?.Status, listed is { IsSelectable: true, Status: null });
        (Route, DestinationName, Source, Destination, AppendLimit) = (route, route.Destination, route.Source.Status, destination, appendLimit);
        HeldThere = isUnknown ? null : destination?.Messages ?? 0;
        State = new FolderSyncState(checkpoint, forgetsLeftOut: route.OnlyUnlabelled);
        (IsNew, IsRenamed) = (checkpoint is null, checkpoint is not null && checkpoint.SourceFolder != route.Source.Name);
        KeywordLimit = new KeywordLimit(checkpoint?.Flags.Keys ?? []);
        if (destination is not null && State.HasUnfinished)
        {
            Quiet = new QuietPeriod(seen, destination.UidNext);
        }
        else if (isUnknown && State.HasUnfinished)
        {
            Quiet = new QuietPeriod(seen, 0);
        }

        HasUnseen = Quiet is not null;

        // Without UIDVALIDITY at the source its UIDs mean nothing from one connection to the next (RFC 3501, section 2.3.1.1).
        // Where nothing has been added to the folder at the destination, only other folders can lose what is known of it.
        var isElsewhere = State is { DestinationUidValidity: 0, CopiedCount: > 0, PlacedCount: 0 };
        if (State.SourceUidValidity == 0 || (!isElsewhere && destination?.UidValidity != State.DestinationUidValidity))
        {
            Forget();
        }

        // A folder that is still to be made, or to which nothing has been added since the last run, holds nothing unknown.
        // One that does not tell may hold anything.
        if (Quiet is null && !isUnknown && (destination is null || State.KnowsUpTo(destination.UidNext) || destination.WasNeverUsed))
        {
            Unknown = new UnknownMessages(destination?.UidNext ?? 1, DateTimeOffset.MaxValue, []) { Held = destination?.Messages ?? 0 };
        }

        Expected = MessagesAtSource;
    }

    public FolderRoute Route { get; }

    /// <summary>Whether some messages are not to be copied, so that there may be more at the source than have been.</summary>
    public bool IsSelective => _isSelective;

    /// <summary>Whether its checkpoint is kept under another name, which another folder may have by now.</summary>
    public bool IsRenamed { get; }

    /// <summary>Whether it has no checkpoint.</summary>
    public bool IsNew { get; }

    /// <summary>What has been copied.</summary>
    public FolderSyncState State { get; }

    /// <summary>The name at the destination, which may have to give way when the destination refuses it.</summary>
    public string DestinationName { get; set; }

    /// <summary>The folder at the source as STATUS tells it, or else as it was when it was opened; null = not known yet.</summary>
    public FolderStatus? Source { get; private set; }

    /// <summary>The folder at the destination before the run; null if it did not exist, or does not tell.</summary>
    public FolderStatus? Destination { get; }

    /// <summary>How many messages the folder at the destination held before the run, or at the first look in it; null if it has not told.</summary>
    public long? HeldThere { get; private set; }

    /// <summary>The largest message that the destination takes, in bytes; null if it does not say.</summary>
    public long? AppendLimit { get; }

    /// <summary>How many messages the source said that the folder holds when it was opened; null = it has not been.</summary>
    public long? Held { get; private set; }

    /// <summary>How many messages the run expects to account for.</summary>
    public long Expected { get; private set; }

    /// <summary>Whether nothing has changed at the source since the last run, as the folder told when it was opened.</summary>
    public bool WasSettled { get; private set; }

    /// <summary>Whether messages have been looked for that the source told nothing of at first.</summary>
    public bool HasLookedForMore { get; set; }

    /// <summary>How many of the messages copied before are gone from the source, where a look at all their flags has told; null = it has not.</summary>
    public long? Gone { get; set; }

    /// <summary>Whether the source has shown messages above the bound that it tells for all.</summary>
    public bool HasMoreThanTold { get; set; }

    /// <summary>Why what the folder holds at the destination can't be looked up; null = it can. Nothing is added to it then.</summary>
    public MailFaultException? LookFault { get; set; }

    /// <summary>How often the connection broke while the source was asked for what it had not told of.</summary>
    public int BrokenLooks { get; set; }

    /// <summary>Whether it is settled what became of each message.</summary>
    public bool IsAccounted { get; private set; }

    /// <summary>Whether an earlier run, which did not come to its end, has told of messages at the destination that nobody has looked for since.</summary>
    public bool HasUnseen { get; set; }

    /// <summary>Whether a part of the folder could not be looked at, so that the next run has to.</summary>
    public bool HasFailed { get; set; }

    /// <summary>Held while something is added to the folder at the destination, so that what is found there unexplained is never another connection's work.</summary>
    public SemaphoreSlim Gate { get; } = new(1, 1);

    /// <summary>Whether the folder exists at the destination, and is subscribed to if its owner does so at the source.</summary>
    public bool IsPrepared { get; set; }

    /// <summary>How often the connection has broken while the folder was made at the destination.</summary>
    public int BrokenTries { get; set; }

    /// <summary>How often the connection has broken while flags of copies were changed.</summary>
    public int BrokenStores { get; set; }

    /// <summary>How it broke then; null = it has not.</summary>
    public string? StoreComplaint { get; set; }

    /// <summary>What the destination has against the folder's name; null = nothing yet.</summary>
    public string? NameComplaint { get; set; }

    /// <summary>Messages at the destination that may be copies of what is still to be copied; null = to be looked up.</summary>
    public UnknownMessages? Unknown { get; set; }

    /// <summary>Set while messages may still be on their way to the destination: they have to arrive before a look tells anything.</summary>
    public QuietPeriod? Quiet { get; set; }

    /// <summary>Which keywords are kept, where the source has too many.</summary>
    public KeywordLimit KeywordLimit { get; }

    /// <summary>Which keywords the destination takes; null = not asked yet.</summary>
    public KeywordPolicy? Keywords { get; set; }

    /// <summary>The bound below which all messages will be settled when the last piece is done.</summary>
    public uint PlannedUidNext { get; set; }

    /// <summary>Whether nothing has changed at the source since the last run, as far as STATUS tells.</summary>
    public bool IsUnchanged => IsSettled(Source);

    /// <summary>How many messages the source holds; as many as have been copied as long as it does not tell.</summary>
    public long MessagesAtSource => Source?.Messages ?? State.CopiedCount;

    /// <summary>About how many messages are to be copied.</summary>
    public long Estimate => Math.Max(0, MessagesAtSource - State.CopiedCount);

    /// <summary>The messages that may have to be copied, as they were shared out in pieces.</summary>
    public UidSet Open { get; set; } = new();

    /// <summary>Whether a search has told of them, and not only the bounds of what may be there.</summary>
    public bool IsOpenFound { get; set; }

    /// <summary>Notes one more piece of work.</summary>
    public void AddPiece() => Interlocked.Increment(ref _pieces);

    /// <summary>Notes that a piece of work is done.</summary>
    /// <returns>Whether it was the last.</returns>
    public bool FinishPiece() => Interlocked.Decrement(ref _pieces) == 0;

    /// <summary>Notes that what STATUS has told is of no more use: the folder is another one, or has another UIDVALIDITY.</summary>
    public void ForgetTold() => Source = null;

    /// <summary>Begins with the folder as it is now at the source.</summary>
    /// <param name="source">The folder.</param>
    /// <param name="isSetBack">Whether its UIDs mean something else now though its UIDVALIDITY is the same.</param>
    /// <returns>Whether it has to be planned anew, since what has been noted before does not hold for it, and how many more messages there are than was expected.</returns>
    public (bool IsNew, long Unexpected) Begin(FolderStatus source, bool isSetBack = false)
    {
        var isKnown = !isSetBack && (Source is not null || State.SourceUidValidity == source.UidValidity);
        if (isSetBack)
        {
            Forget();
        }

        (Source, Held) = (Source ?? source, source.Messages);
        WasSettled = IsSettled(source with { UidNext = BoundOf(source.UidNext) });
        Begin(source.UidValidity);
        var expected = Math.Max(Source.Messages, source.Messages);
        var more = expected - Expected;
        Expected = expected;
        return (!isKnown, more);
    }

    /// <summary>The greater of the bounds above all UIDs that STATUS has told and that the folder tells when it is opened: UIDNEXT never goes down.</summary>
    /// <param name="uidNext">What it tells when it is opened; 0 = nothing, which goes on saying nothing.</param>
    public uint BoundOf(uint uidNext) => uidNext == 0 ? 0 : Math.Max(uidNext, Source?.UidNext ?? 0);

    /// <summary>Says what became of the messages of a folder in which nothing has changed.</summary>
    /// <param name="held">How many there are.</param>
    public FolderRest AccountUnchanged(long held)
    {
        var there = Math.Min(held, State.CopiedBefore);
        return Account(new FolderRest(there, LeftOut: held - there));
    }

    /// <summary>Says what became of the messages of a folder that itself could not be read or made.</summary>
    public FolderRest AccountFailed()
    {
        var part = AccountPart();
        return Account(part with { Failed = Math.Max(0, Expected - State.Accounted - part.LeftOut - part.AlreadyThere) });
    }

    /// <summary>Says what is known of the messages when the run ends before it has come to all.</summary>
    public FolderRest AccountPart()
    {
        var open = Math.Max(0, Expected - State.Accounted - State.LeftOutCount);
        return new FolderRest(Math.Min(open, State.CopiedBefore), State.LeftOutCount);
    }

    /// <summary>Notes how many messages the folder at the destination holds, as long as none has been added to it.</summary>
    public void MeetHeldThere(long messages) => HeldThere ??= State.ArrivedCount == 0 ? messages : null;

    /// <summary>Notes that the folder at the destination, of which nothing was known, was there before: it may hold anything, and more may be on its way.</summary>
    public void MeetOldDestination()
    {
        (Unknown, HeldThere) = (null, null);
        if (State.HasUnfinished)
        {
            (Quiet, HasUnseen) = (new QuietPeriod(_seen, 0), true);
        }
    }

    /// <summary>Notes what became of the messages that have not been counted one by one.</summary>
    public FolderRest Account(FolderRest rest)
    {
        var all = State.Accounted + rest.AlreadyThere + rest.LeftOut + rest.Failed + rest.Missing;
        var more = all - Expected;
        (Expected, IsAccounted) = (all, true);
        return rest with { Unexpected = more };
    }

    // Where everything is copied, there can be fewer messages than have been copied, since some were deleted. Where some are left out, only a look tells these from those.
    // What an earlier run has left out of a view since other folders show it, these may not be copied any more.
    private bool IsSettled(FolderStatus? source)
    {
        var copied = State.CopiedBefore;
        return State.Covers(source) && !(_isPartial && Route.OnlyUnlabelled) && (_isSelective ? copied == 0 || copied == source!.Messages : source!.Messages <= copied);
    }

    private void Begin(uint sourceUidValidity)
    {
        if (State.SourceUidValidity != 0 && State.SourceUidValidity != sourceUidValidity)
        {
            Forget();
        }

        State.BeginWith(sourceUidValidity);
    }

    /// <summary>Notes in the checkpoint which messages are going to be copied, so that a run that is killed before it can note anything else is known to have been at it.</summary>
    /// <returns>Whether there may be any.</returns>
    public bool TryPlan()
    {
        if (Source is null)
        {
            // Whatever it holds by now.
            return State.SourceUidValidity != 0 && State.TryPlan(uint.MaxValue);
        }

        if (Source.UidNext == 0)
        {
            return false;
        }

        Begin(Source.UidValidity);
        return State.TryPlan(Source.UidNext);
    }

    /// <summary>Notes that the destination's UIDVALIDITY has changed.</summary>
    /// <param name="uidValidity">What it is now.</param>
    /// <param name="isSame">Whether what has been copied is still there.</param>
    /// <exception cref="MailFaultException">The folder there is another one now: what has been copied in this run may be gone.</exception>
    public void MeetDestinationAgain(uint uidValidity, bool isSame)
    {
        if (!isSame)
        {
            throw ReplacedAtDestination();
        }

        State.MeetDestinationAgain(uidValidity);
    }

    /// <summary>The folder at the destination is another one now.</summary>
    public static MailFaultException ReplacedAtDestination() =>
        new(CopyFault.DestinationRefused, "the folder was replaced at the destination during the copy; the next run goes on with it", isTransient: false);

    /// <summary>The folder at the source is another one now.</summary>
    public static MailFaultException ReplacedAtSource() =>
        new(CopyFault.Protocol, "the folder was replaced at the source during the copy; the next run goes on with it", isTransient: false);

    /// <summary>Notes that every message is settled.</summary>
    /// <param name="rest">What became of those that have not been counted one by one.</param>
    // What is at the destination and like none of the chosen messages may be a copy of one that was left out, which no state tells any more.
    public void Complete(FolderRest rest) => State.Complete(
        _isPartial ? 0 : PlannedUidNext, _isPartial ? 1 : Unknown?.LookedUpTo ?? 1, rest.AlreadyThere + rest.LeftOut - State.CopiedBefore);

    public FolderCheckpoint ToCheckpoint() => State.ToCheckpoint(StorableName.Of(Route.Source.Name), StorableName.Of(DestinationName));

    private void Forget()
    {
        // Courier makes up another UIDVALIDITY at each STATUS as long as nothing is in a folder.
        State.Forget(Destination is { Messages: > 0 } ? Destination.UidValidity : 0);
        Unknown = null;
    }
}
