using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Infrastructure.Imap.Faults;
using Hosting.Migrations.Infrastructure.Imap.Folders;

namespace Hosting.Migrations.Infrastructure.Imap.Copying;

/// <summary>What is known of the copy of one folder. Several connections may work on it.</summary>
internal sealed class FolderCopy
{
    private readonly Lock _lock = new();
    private int _pieces = 1;
    private UidMap _copied = new();
    private UidSet _unfinished = new();
    private Dictionary<string, UidSet> _flags = new(StringComparer.Ordinal);
    private UidSet _failed = new();

    public FolderCopy(FolderRoute route, FolderStatus? destination, FolderCheckpoint? checkpoint, long? appendLimit)
    {
        (Route, DestinationName) = (route, route.Destination);
        (Destination, AppendLimit) = (destination, appendLimit);
        if (checkpoint is not null)
        {
            (SourceUidValidity, DestinationUidValidity) = (checkpoint.SourceUidValidity, checkpoint.DestinationUidValidity);
            (SourceUidNext, DestinationUidNext, HighestModSeq) = (checkpoint.SourceUidNext, checkpoint.DestinationUidNext, checkpoint.HighestModSeq);
            (_copied, _unfinished, _flags) = (checkpoint.Copied, checkpoint.Unfinished, new Dictionary<string, UidSet>(checkpoint.Flags, StringComparer.Ordinal));
        }

        if (destination is null || destination.UidValidity != DestinationUidValidity)
        {
            Forget();
        }

        // A folder that is still to be made, or to which nothing has been added since the last run, holds nothing unknown.
        if (destination is null || (destination.UidNext > 0 && destination.UidNext == DestinationUidNext) || destination.Messages == 0)
        {
            Candidates = new Candidates(destination?.UidNext ?? 1, DateTimeOffset.MaxValue);
        }
    }

    public FolderRoute Route { get; }

    /// <summary>The name at the destination, which may have to give way when the destination refuses it.</summary>
    public string DestinationName { get; set; }

    /// <summary>The folder at the destination before the run; null if it did not exist.</summary>
    public FolderStatus? Destination { get; }

    /// <summary>The largest message that the destination takes, in bytes; null if it does not say.</summary>
    public long? AppendLimit { get; }

    /// <summary>Whether a part of the folder could not be looked at, so that the next run has to.</summary>
    public bool HasFailed { get; set; }

    /// <summary>Held while something is added to the folder at the destination, so that what is found there unexplained is never another connection's work.</summary>
    public SemaphoreSlim Gate { get; } = new(1, 1);

    /// <summary>Whether the folder exists at the destination, and is subscribed to if its owner does so at the source.</summary>
    public bool IsPrepared { get; set; }

    /// <summary>Messages at the destination that may be copies of what is still to be copied; null = to be looked up.</summary>
    public Candidates? Candidates { get; set; }

    /// <summary>Which keywords the destination takes; null = not asked yet.</summary>
    public KeywordPolicy? Keywords { get; set; }

    public uint SourceUidValidity { get; private set; }

    public uint DestinationUidValidity { get; private set; }

    public uint SourceUidNext { get; private set; }

    public uint DestinationUidNext { get; private set; }

    public ulong HighestModSeq { get; set; }

    /// <summary>Messages of the folder that have been accounted for in this run: copied, failed or found.</summary>
    public long Accounted { get; private set; }

    /// <summary>The bound below which all messages will be settled when the last piece is done.</summary>
    public uint PlannedUidNext { get; set; }

    /// <summary>Whether nothing has changed at the source since the last run, as far as STATUS tells.</summary>
    public bool IsUnchanged =>
        Route.Source.Status is { UidNext: > 0, HighestModSeq: > 0 } status
        && (status.UidValidity, status.UidNext, status.HighestModSeq) == (SourceUidValidity, SourceUidNext, HighestModSeq)
        && !_unfinished.Ranges.Any();

    /// <summary>About how many messages are to be copied.</summary>
    public long Estimate => Math.Max(0, (Route.Source.Status?.Messages ?? 0) - CopiedCount);

    public long CopiedCount
    {
        get
        {
            lock (_lock)
            {
                return _copied.Count;
            }
        }
    }

    /// <summary>Notes one more piece of work.</summary>
    public void AddPiece() => Interlocked.Increment(ref _pieces);

    /// <summary>Notes that a piece of work is done.</summary>
    /// <returns>Whether it was the last.</returns>
    public bool FinishPiece() => Interlocked.Decrement(ref _pieces) == 0;

    /// <summary>Begins with the folder as it is now at the source.</summary>
    public void Begin(uint sourceUidValidity)
    {
        if (SourceUidValidity != 0 && SourceUidValidity != sourceUidValidity)
        {
            Forget();
        }

        SourceUidValidity = sourceUidValidity;
    }

    /// <summary>The messages below a bound that are neither copied nor settled.</summary>
    public UidSet FindOpen(uint uidNext)
    {
        lock (_lock)
        {
            var open = _copied.Sources().Gaps(Math.Max(1, SourceUidNext), uidNext - 1);
            foreach (var (first, last) in _unfinished.Except(_copied.Sources()).Ranges)
            {
                open.Add(first, last);
            }

            return open;
        }
    }

    public UidSet WithoutCopied(UidSet uids)
    {
        lock (_lock)
        {
            return uids.Except(_copied.Sources());
        }
    }

    /// <summary>Whether a message has been copied or has failed.</summary>
    public bool IsSettled(uint uid)
    {
        lock (_lock)
        {
            return _copied.Contains(uid) || _failed.Contains(uid);
        }
    }

    public UidSet CopiedSources()
    {
        lock (_lock)
        {
            return _copied.Sources();
        }
    }

    /// <summary>UIDs at the destination from a bound on that are no copies of ours.</summary>
    public UidSet FindForeign()
    {
        lock (_lock)
        {
            return _copied.Destinations().Gaps(Math.Max(1, DestinationUidNext), uint.MaxValue - 1);
        }
    }

    public uint? FindCopy(uint source)
    {
        lock (_lock)
        {
            return _copied.Find(source);
        }
    }

    /// <summary>Notes that a message is at the destination.</summary>
    public void Map(uint source, uint destination)
    {
        lock (_lock)
        {
            _copied.Add(source, destination);
            Accounted++;
        }
    }

    /// <summary>Notes that a message could not be copied, to be tried again by the next run.</summary>
    public void Fail(uint source)
    {
        lock (_lock)
        {
            _failed.Add(source);
            Accounted++;
        }
    }

    /// <summary>Notes the flags with which a message has been copied, for a source that does not tell what has changed.</summary>
    public void NoteFlags(uint source, IEnumerable<string> flags)
    {
        lock (_lock)
        {
            foreach (var flag in flags)
            {
                if (!_flags.TryGetValue(flag, out var set))
                {
                    _flags.Add(flag, set = new UidSet());
                }

                set.Add(source);
            }
        }
    }

    /// <summary>Puts newly read flags of all copied messages in the place of those known, and tells the old ones.</summary>
    public IReadOnlyDictionary<string, UidSet> ExchangeFlags(Dictionary<string, UidSet> flags)
    {
        lock (_lock)
        {
            var old = _flags;
            _flags = flags;
            return old;
        }
    }

    /// <summary>Notes the destination's UIDVALIDITY.</summary>
    /// <exception cref="MailFaultException">The folder there is another one now: what has been copied in this run may be gone.</exception>
    public void MeetDestination(uint uidValidity)
    {
        lock (_lock)
        {
            if (DestinationUidValidity == 0)
            {
                DestinationUidValidity = uidValidity;
            }

            if (DestinationUidValidity != uidValidity && uidValidity != 0)
            {
                throw new MailFaultException(
                    CopyFault.DestinationRefused, $"the folder {DestinationName} was replaced at the destination during the copy; the next run goes on with it", isTransient: false);
            }
        }
    }

    /// <summary>Notes that every message is settled: what the next run need not look at again, at either side.</summary>
    public void Complete()
    {
        lock (_lock)
        {
            SourceUidNext = Math.Max(SourceUidNext, PlannedUidNext);
            _unfinished = _failed;
            var known = Math.Max(Math.Max(1, DestinationUidNext), Candidates?.LookedUpTo ?? 1);
            var copies = _copied.Destinations().Ranges;
            DestinationUidNext = copies.Where(range => range.First <= known && range.Last >= known).Select(range => range.Last + 1).DefaultIfEmpty(known).First();
        }
    }

    public FolderCheckpoint ToCheckpoint()
    {
        lock (_lock)
        {
            return new FolderCheckpoint(
                Route.Source.Name,
                DestinationName,
                SourceUidValidity,
                DestinationUidValidity,
                SourceUidNext,
                DestinationUidNext,
                HighestModSeq,
                UidMap.Parse(_copied.ToString()),
                UidSet.Parse(_unfinished.ToString()),
                _flags.ToDictionary(pair => pair.Key, pair => UidSet.Parse(pair.Value.ToString())));
        }
    }

    // The UIDs of one side mean something else now. What is at the destination will be recognised by its content.
    private void Forget()
    {
        lock (_lock)
        {
            (_copied, _unfinished, _failed, _flags) = (new UidMap(), new UidSet(), new UidSet(), new Dictionary<string, UidSet>(StringComparer.Ordinal));
            (SourceUidNext, DestinationUidNext, HighestModSeq) = (0, 0, 0);
            DestinationUidValidity = Destination?.UidValidity ?? 0;
            Candidates = null;
        }
    }
}
