using System.Collections.Concurrent;
using System.Globalization;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>How a destination changes what it stores, as far as its copies have shown. All connections to it learn and use it.</summary>
internal sealed class DestinationManner
{
    private const int Enough = 3;
    private const int EnoughWords = 2;

    // Mail that is copied in the moment in which it arrives has the date of the copy, and that of the original.
    private static readonly TimeSpan EnoughTime = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, bool> _added = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _left = new(StringComparer.Ordinal);

    // A change without a mark: the field may become anything.
    private readonly ConcurrentDictionary<(string Name, string? Mark), bool> _altered = new();
    private readonly Lock _lock = new();
    private DateTimeOffset _firstKept = DateTimeOffset.MaxValue;
    private DateTimeOffset _lastKept;
    private int _kept;
    private int _changed;

    /// <summary>Whether it has been found out what copies known for certain differ in from their originals.</summary>
    public bool HasSampled { get; set; }

    /// <summary>Whether copies have the date of their originals.</summary>
    public bool KeepsDates
    {
        get
        {
            lock (_lock)
            {
                return _kept >= Enough && _changed == 0 && _lastKept - _firstKept >= EnoughTime;
            }
        }
    }

    /// <summary>Whether copies have other dates than their originals.</summary>
    public bool ChangesDates
    {
        get
        {
            lock (_lock)
            {
                return _changed >= Enough && _changed > _kept;
            }
        }
    }

    /// <summary>Whether copies have the Message-ID of their originals.</summary>
    public bool KeepsIds { get; private set; }

    /// <summary>Whether it changes what follows the header.</summary>
    public bool ChangesBodies { get; private set; }

    /// <summary>Whether copies known for certain have shown that.</summary>
    public bool ChangesBodiesForCertain { get; private set; }

    /// <summary>Whether what it has refused has not come in later either.</summary>
    public bool RefusesForGood { get; set; }

    /// <summary>Notes a copy that has the date of its original.</summary>
    public void MeetKeptDate(DateTimeOffset? date)
    {
        lock (_lock)
        {
            _kept++;
            _firstKept = date < _firstKept ? date.Value : _firstKept;
            _lastKept = date > _lastKept ? date.Value : _lastKept;
        }
    }

    /// <summary>Notes a copy that has another date than its original.</summary>
    public void MeetOtherDate()
    {
        lock (_lock)
        {
            _changed++;
        }
    }

    /// <summary>Notes that a copy has the Message-ID of its original.</summary>
    public void MeetId() => KeepsIds = true;

    /// <summary>
    /// Whether a field can have been added by storing a message. Others are added on the way: then it is another copy of a message, which the
    /// source holds beside the first.
    /// </summary>
    public bool Adds(string name) => name.StartsWith("x-", StringComparison.Ordinal) || name is "message-id" or "date" || _added.ContainsKey(name);

    /// <summary>Whether all that differs in a header is known to be its doing.</summary>
    public bool Explains(HeaderChanges header) => header.Changed.All(Changes);

    /// <summary>Whether something has become of a header that is known to be its doing.</summary>
    public bool LeavesTraceIn(HeaderChanges header) => header.Added.Any(_added.ContainsKey) || header.Changed.Any(Changes);

    /// <summary>Learns from copies known for certain: what is in all of them, storing has done.</summary>
    public void MeetKnown(IReadOnlyCollection<CopyPair> pairs)
    {
        foreach (var name in pairs.SelectMany(pair => pair.Header.Added))
        {
            _added[name] = true;
        }

        foreach (var changes in pairs.SelectMany(pair => pair.Header.Changed).GroupBy(change => change.Key, change => change.Value))
        {
            if (pairs.All(pair => !pair.Header.Kept.Contains(changes.Key)))
            {
                _altered[(changes.Key, changes.Distinct().Count() == 1 ? changes.First() : null)] = true;
            }
        }

        foreach (var name in pairs.SelectMany(pair => pair.Header.Kept).Where(name => pairs.All(pair => !pair.Header.Changed.ContainsKey(name))))
        {
            _left[name] = true;
        }

        ChangesBodiesForCertain |= pairs.Count > 0 && pairs.All(pair => pair.HasSameBody is false);
        ChangesBodies |= ChangesBodiesForCertain;
    }

    /// <summary>
    /// Learns from pairs of which each is the best: what has happened to most messages in the same way, storing them does. Mails that a machine writes
    /// each night with the same words show nothing.
    /// </summary>
    /// <param name="pairs">The pairs.</param>
    /// <param name="isAll">Whether no message beside these can be what the copies are of.</param>
    public void MeetAlike(IReadOnlyCollection<CopyPair> pairs, bool isAll)
    {
        foreach (var added in pairs.SelectMany(pair => pair.Header.Added, (pair, name) => (pair, name)).GroupBy(added => added.name, added => added.pair))
        {
            if (Shows(added.Key, added, pairs.Count - added.Count()))
            {
                _added[added.Key] = true;
            }
        }

        var all = pairs.SelectMany(pair => pair.Header.Changed, (pair, change) => (pair, Change: (Name: change.Key, Mark: change.Value)));
        foreach (var changed in all.GroupBy(changed => changed.Change, changed => changed.pair))
        {
            var (name, mark) = changed.Key;
            if (mark is not null && (isAll || name is not ("message-id" or "date")) && Shows(name, changed, pairs.Count(pair => pair.Header.Kept.Contains(name))))
            {
                _altered[(name, mark)] = true;
            }
        }

        var others = pairs.Count(pair => pair.HasSameBody is false);
        ChangesBodies |= others >= Enough && others > pairs.Count(pair => pair.HasSameBody is true);
    }

    // What is added on the way tells an owner's own copy of a message from that which came back to him, at another moment.
    private static bool Shows(string name, IEnumerable<CopyPair> changed, int others)
    {
        var shown = changed.Where(pair => pair.IsSameDate || !CopyPair.IsOnTheWay(name)).ToList();
        return shown.Count >= Enough && shown.Count > others
            && shown.Select(pair => pair.Words ?? pair.Original.ToString(CultureInfo.InvariantCulture)).Distinct().Count() >= EnoughWords;
    }

    private bool Changes(KeyValuePair<string, string?> change) =>
        !_left.ContainsKey(change.Key) && (_altered.ContainsKey((change.Key, change.Value)) || _altered.ContainsKey((change.Key, null)));
}
