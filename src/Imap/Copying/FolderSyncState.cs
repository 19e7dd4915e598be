using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>What has been copied of one folder, and what is left to do. Several connections write in it at once.</summary>
internal sealed class FolderSyncState
{
    private readonly Lock _lock = new();
    private UidMap _copied = new();

    // Never changed, only replaced, so that a checkpoint may hold it too.
    private UidSet _unfinished = new();
    private UidSet _failed = new();
    private UidSet _listed = new();
    private UidSet _leftOut = new();
    private FlagSets _flags = new();
    private uint _destinationUidNext;
    private UidMap _before = new();
    private readonly long _arrivable;
    private readonly bool _forgetsLeftOut;
    private UidSet _arrived = new();
    private uint _highestPlace;

    /// <param name="checkpoint">What earlier runs have done; null = nothing.</param>
    /// <param name="forgetsLeftOut">Whether what earlier runs have left out may be wanted by now.</param>
    public FolderSyncState(FolderCheckpoint? checkpoint, bool forgetsLeftOut = false)
    {
        _forgetsLeftOut = forgetsLeftOut;
        if (checkpoint is not null)
        {
            (SourceUidValidity, DestinationUidValidity) = (checkpoint.SourceUidValidity, checkpoint.DestinationUidValidity);
            (SourceUidNext, _destinationUidNext, HighestModSeq) = (checkpoint.SourceUidNext, checkpoint.DestinationUidNext, checkpoint.HighestModSeq);
            (_copied, _unfinished, _flags) = (checkpoint.Copied, checkpoint.Unfinished, new FlagSets(checkpoint.Flags));
            SourceSurplus = checkpoint.SourceSurplus;
            var places = checkpoint.Copied.Destinations();
            _highestPlace = places.IsEmpty ? 0 : places.Last;
            (_before, _arrivable) = (checkpoint.Copied.Copy(), checkpoint.Unfinished.Count - Math.Max(1, checkpoint.SourceUidNext));
        }
    }

    /// <summary>UIDVALIDITY at the source; 0 = not known yet.</summary>
    public uint SourceUidValidity { get; private set; }

    /// <summary>UIDVALIDITY at the destination; 0 = not known yet.</summary>
    public uint DestinationUidValidity { get; private set; }

    public uint SourceUidNext { get; private set; }

    /// <summary>A bound above all UIDs that the source has told of; 0 = none.</summary>
    public ulong SourceBound
    {
        get
        {
            lock (_lock)
            {
                return Math.Max(SourceUidNext, _copied.Sources().Bound);
            }
        }
    }

    /// <summary>Up to which change at the source flags have been copied.</summary>
    public ulong HighestModSeq { get; set; }

    /// <summary>How many more messages the source held when all was settled than had been copied of it; null = not known.</summary>
    public long? SourceSurplus { get; private set; } = 0;

    /// <summary>Messages that have been accounted for in this run by themselves: copied, failed or found.</summary>
    public long Accounted { get; private set; }

    /// <summary>How many messages have been stored at the destination in this run, as it says.</summary>
    public long ArrivedCount { get; private set; }

    /// <summary>Messages that earlier runs have copied, whether they are still at the source or not.</summary>
    public long CopiedBefore
    {
        get
        {
            lock (_lock)
            {
                return _copied.Count - (Accounted - _failed.Count);
            }
        }
    }

    /// <summary>How many messages the source has told of in this run, besides those copied before.</summary>
    public long ListedCount
    {
        get
        {
            lock (_lock)
            {
                return _listed.Count;
            }
        }
    }

    /// <summary>How many of those are not to be copied.</summary>
    public long LeftOutCount
    {
        get
        {
            lock (_lock)
            {
                return _leftOut.Count;
            }
        }
    }

    /// <summary>Whether every message that the source has told of has been copied, found, left out or noted as failed.</summary>
    public bool HasSettledListed
    {
        get
        {
            lock (_lock)
            {
                return _listed.Count == Accounted + _leftOut.Count;
            }
        }
    }

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

    /// <summary>Messages that were copied when the run began.</summary>
    public UidSet Before => _before.Sources();

    /// <summary>Messages that have been settled without a place in the folder at the destination: their copies are in other folders.</summary>
    public UidSet FindPlacedElsewhere() => UidSet.Of(_before.Sources().Enumerate().Where(uid => _before.Find(uid) == 0));

    /// <summary>Whether some of the messages copied before may be gone from the source, as far as its state tells.</summary>
    public bool MayHaveLost(FolderStatus now) =>
        now.UidValidity == SourceUidValidity && (now.UidNext == 0 || now.Messages < _before.Count + _arrivable + now.UidNext);

    /// <summary>Where at the destination the copies of messages are that are gone from the source.</summary>
    /// <param name="visible">The messages that are there.</param>
    public UidSet FindGone(UidSet visible) => UidSet.Of(_before.Sources().Except(visible).Enumerate().Select(uid => _before.Find(uid)!.Value).Where(uid => uid > 0).Order());

    /// <summary>Forgets everything: the UIDs of one side mean something else now. What is at the destination will be recognised by its content.</summary>
    public void Forget(uint destinationUidValidity)
    {
        lock (_lock)
        {
            (_copied, _before, _unfinished, _failed, _flags) = (new UidMap(), new UidMap(), new UidSet(), new UidSet(), new FlagSets());
            (_listed, _leftOut, Accounted) = (new UidSet(), new UidSet(), 0);
            (_arrived, ArrivedCount, _highestPlace) = (new UidSet(), 0, 0);
            (SourceUidNext, _destinationUidNext, HighestModSeq, SourceSurplus) = (0, 0, 0, 0);
            DestinationUidValidity = destinationUidValidity;
        }
    }

    public void BeginWith(uint sourceUidValidity) => SourceUidValidity = sourceUidValidity;

    /// <summary>
    /// Whether a folder of the source is as it was when its last message was settled, as far as STATUS tells. Some servers tell the same UIDNEXT
    /// and HIGHESTMODSEQ for ever: then the number of messages tells.
    /// </summary>
    public bool Covers(FolderStatus? status) =>
        status is { UidNext: > 0, HighestModSeq: > 0 }
        && (status.UidValidity, status.UidNext, status.HighestModSeq) == (SourceUidValidity, SourceUidNext, HighestModSeq)
        && status.Messages == CopiedBefore + SourceSurplus
        && _unfinished.IsEmpty;

    /// <summary>Whether the folder at the destination holds nothing unknown, by its UIDNEXT.</summary>
    public bool KnowsUpTo(uint destinationUidNext) => destinationUidNext > 0 && destinationUidNext == _destinationUidNext;

    /// <summary>Whether the last run did not come to its end, or left messages to be tried again.</summary>
    public bool HasUnfinished
    {
        get
        {
            lock (_lock)
            {
                return !_copied.Without(_unfinished).IsEmpty;
            }
        }
    }

    /// <summary>Notes all messages below a bound that are not settled as unfinished, until the folder is complete.</summary>
    /// <returns>Whether there are any.</returns>
    public bool TryPlan(uint uidNext)
    {
        var open = FindOpen(uidNext);
        lock (_lock)
        {
            _unfinished = open;
        }

        return !open.IsEmpty;
    }

    /// <summary>The messages below a bound that are neither copied nor settled.</summary>
    public UidSet FindOpen(uint uidNext)
    {
        lock (_lock)
        {
            var copied = _copied.Sources();
            return copied.Gaps(_forgetsLeftOut ? 1 : Math.Max(1, SourceUidNext), uidNext - 1).Union(_copied.Without(_unfinished).Except(UidSet.Between(uidNext, uint.MaxValue)));
        }
    }

    /// <summary>Those messages of a set that this run still has to deal with.</summary>
    public UidSet WithoutSettled(UidSet uids)
    {
        lock (_lock)
        {
            return _copied.Without(uids).Except(_failed).Except(_leftOut);
        }
    }

    /// <summary>Notes messages that are to be copied beside those planned, so that a run that is killed before it can note anything else is known to have been at them.</summary>
    public void Plan(UidSet more)
    {
        lock (_lock)
        {
            _unfinished = _unfinished.Union(more);
        }
    }

    /// <summary>Notes that the source has told of a message.</summary>
    public void List(uint source)
    {
        lock (_lock)
        {
            _listed.Add(source);
        }
    }

    /// <summary>Notes that a message is not to be copied.</summary>
    /// <returns>False if that has been noted already.</returns>
    public bool TryLeaveOut(uint source)
    {
        lock (_lock)
        {
            if (_leftOut.Contains(source))
            {
                return false;
            }

            _leftOut.Add(source);
            return true;
        }
    }

    /// <summary>Those messages of a set that nothing is known of: the source has not told of them in this run, and no earlier one has copied them.</summary>
    public UidSet WithoutKnown(UidSet uids)
    {
        lock (_lock)
        {
            return _copied.Without(uids).Except(_listed).Except(_failed);
        }
    }

    /// <summary>How many messages of a set earlier runs have copied.</summary>
    public long CountCopiedBefore(UidSet uids)
    {
        lock (_lock)
        {
            return uids.Intersect(_copied.Sources()).Except(_listed).Count;
        }
    }

    /// <summary>How many messages of a set the source has told of, without their being copied, left out or noted as failed since.</summary>
    public long CountOpen(UidSet uids)
    {
        lock (_lock)
        {
            return _copied.Without(uids.Intersect(_listed)).Except(_failed).Except(_leftOut).Count;
        }
    }

    /// <summary>Whether the source has told of each message of a set in this run.</summary>
    public bool HasListed(UidSet uids)
    {
        lock (_lock)
        {
            return uids.IsWithin(_listed);
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

    /// <summary>UIDs at the destination, from the bound of what is known there on, that are no copies of ours.</summary>
    public UidSet FindForeign()
    {
        lock (_lock)
        {
            return _copied.Destinations().Gaps(Math.Max(1, _destinationUidNext), uint.MaxValue - 1);
        }
    }

    /// <summary>UIDs at the destination that are known: copies of ours, and all below the bound of what has been compared.</summary>
    public UidSet FindKnownCopies()
    {
        lock (_lock)
        {
            return _copied.Destinations().Union(UidSet.Between(1, Math.Max(1, _destinationUidNext) - 1)).Except(UidSet.Between(0, 0));
        }
    }

    /// <summary>Where at the destination copies are, as far as it is known.</summary>
    public UidSet FindPlaces()
    {
        lock (_lock)
        {
            return _copied.Destinations().Except(UidSet.Between(0, 0));
        }
    }

    /// <summary>How many copies are in the folder at the destination, their places known or not.</summary>
    public long PlacedCount => CopiedCount - FindPlacedElsewhere().Count;

    public uint? FindCopy(uint source)
    {
        lock (_lock)
        {
            return _copied.Find(source);
        }
    }

    /// <summary>Some of the copies whose place at the destination is known, by their originals.</summary>
    public Dictionary<uint, uint> FindLastCopies(int most)
    {
        lock (_lock)
        {
            return _copied.Sources().Enumerate().TakeLast(most)
                .Select(source => (Source: source, Copy: _copied.Find(source)!.Value)).Where(pair => pair.Copy > 0)
                .ToDictionary(pair => pair.Source, pair => pair.Copy);
        }
    }

    /// <summary>Notes that a message is at the destination.</summary>
    public void Map(uint source, uint destination)
    {
        lock (_lock)
        {
            _copied.Add(source, destination);
            _highestPlace = Math.Max(_highestPlace, destination);
            Accounted++;
        }
    }

    /// <summary>Notes that a message has been stored at the destination.</summary>
    /// <param name="source">Its UID at the source.</param>
    /// <param name="destination">Its UID at the destination; 0 = not known.</param>
    public void Arrive(uint source, uint destination)
    {
        lock (_lock)
        {
            Map(source, destination);
            ArrivedCount++;
            if (destination > 0)
            {
                _arrived.Add(destination);
            }
        }
    }

    /// <summary>Whether a UID at the destination is above that of every known copy, as that of a message just stored has to be (RFC 3501, section 2.3.1.1).</summary>
    public bool IsNewPlace(uint destination)
    {
        lock (_lock)
        {
            return destination > _highestPlace;
        }
    }

    /// <summary>Where the destination says it has stored messages in this run.</summary>
    public UidSet FindArrived()
    {
        lock (_lock)
        {
            return _arrived.Copy();
        }
    }

    /// <summary>Where at the destination a run that did not come to its end has left messages, as the destination said then: nobody has looked at them since.</summary>
    public UidSet FindUnseen()
    {
        lock (_lock)
        {
            return UidSet.Of(UnseenSources().Select(source => _copied.Find(source)!.Value).Where(place => place > 0).Order());
        }
    }

    /// <summary>Takes back that messages of an earlier run are at the destination, which does not show them.</summary>
    /// <param name="places">The UIDs there that hold nothing.</param>
    public void TakeBackUnseen(UidSet places)
    {
        lock (_lock)
        {
            Remove(UnseenSources().Where(source => places.Contains(_copied.Find(source)!.Value)).ToHashSet());
            _before = _copied.Copy();
        }
    }

    /// <summary>Takes back that messages are at the destination.</summary>
    /// <param name="places">The UIDs there that hold nothing.</param>
    /// <returns>Their UIDs at the source.</returns>
    public List<uint> TakeBack(UidSet places)
    {
        lock (_lock)
        {
            var lost = _copied.Sources().Enumerate().Where(source => places.Contains(_copied.Find(source)!.Value)).ToList();
            Remove(lost.ToHashSet());
            _arrived = _arrived.Except(places);
            Accounted -= lost.Count;
            ArrivedCount -= lost.Count;
            return lost;
        }
    }

    /// <summary>Notes that a message could not be copied, to be tried again by the next run.</summary>
    /// <returns>False if that has been noted already.</returns>
    public bool TryFail(uint source)
    {
        lock (_lock)
        {
            if (_failed.Contains(source))
            {
                return false;
            }

            _failed.Add(source);
            Accounted++;
            return true;
        }
    }

    /// <summary>Notes the flags with which a message has been copied, for a source that does not tell what has changed.</summary>
    public void NoteFlags(uint source, IEnumerable<string> flags)
    {
        lock (_lock)
        {
            _flags.Add(source, flags);
        }
    }

    /// <summary>Whether a message is known to carry these flags and no other.</summary>
    public bool HasFlags(uint source, IReadOnlyCollection<string> flags)
    {
        lock (_lock)
        {
            return _flags.Matches(source, flags);
        }
    }

    /// <summary>Puts newly read flags of all copied messages in the place of those known, and tells the old ones.</summary>
    public FlagSets ExchangeFlags(FlagSets flags)
    {
        lock (_lock)
        {
            var old = _flags;
            _flags = flags;
            return old;
        }
    }

    /// <summary>Notes the destination's UIDVALIDITY.</summary>
    /// <returns>False if the folder there is another one now.</returns>
    public bool TryMeetDestination(uint uidValidity)
    {
        lock (_lock)
        {
            if (DestinationUidValidity == 0)
            {
                DestinationUidValidity = uidValidity;
            }

            return DestinationUidValidity == uidValidity || uidValidity == 0;
        }
    }

    /// <summary>Notes another UIDVALIDITY of the same folder. The next run sees a folder that it does not know, and recognises what is there by its content.</summary>
    public void MeetDestinationAgain(uint uidValidity)
    {
        lock (_lock)
        {
            DestinationUidValidity = uidValidity;
        }
    }

    /// <summary>Notes that every message is settled: what the next run need not look at again, at either side.</summary>
    /// <param name="sourceUidNext">The bound below which all messages of the source are; 0 = what was left out has to be looked at again, since the next run may want it.</param>
    /// <param name="lookedUpTo">The bound below which all messages at the destination have been compared.</param>
    /// <param name="sourceSurplus">How many more messages the source holds than have been copied of it.</param>
    public void Complete(uint sourceUidNext, uint lookedUpTo, long sourceSurplus)
    {
        lock (_lock)
        {
            SourceUidNext = sourceUidNext == 0 ? 0 : Math.Max(SourceUidNext, sourceUidNext);
            (_unfinished, SourceSurplus) = (_failed.Copy(), sourceSurplus);

            // What has failed may be there all the same, among what has come in since it was looked up.
            var known = Math.Max(Math.Max(1, _destinationUidNext), _failed.IsEmpty ? lookedUpTo : 0);
            var copies = _copied.Destinations().Ranges;
            _destinationUidNext = copies.Where(range => range.First <= known && range.Last >= known).Select(range => range.Last + 1).DefaultIfEmpty(known).First();
        }
    }

    public FolderCheckpoint ToCheckpoint(string sourceFolder, string destinationFolder)
    {
        lock (_lock)
        {
            return new FolderCheckpoint(
                sourceFolder,
                destinationFolder,
                SourceUidValidity,
                DestinationUidValidity,
                SourceUidNext,
                _destinationUidNext,
                HighestModSeq,
                _copied.Copy(),
                _unfinished,
                _flags.Copy(),
                SourceSurplus);
        }
    }

    // What an earlier run has completed lies below both bounds.
    private IEnumerable<uint> UnseenSources() =>
        _copied.Sources().Enumerate().Where(source => (source >= SourceUidNext || _unfinished.Contains(source)) && _copied.Find(source) >= _destinationUidNext);

    private void Remove(HashSet<uint> sources)
    {
        var rest = new UidMap();
        foreach (var source in _copied.Sources().Enumerate().Where(source => !sources.Contains(source)))
        {
            rest.Add(source, _copied.Find(source)!.Value);
        }

        _copied = rest;
    }
}
