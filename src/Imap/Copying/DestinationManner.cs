using System.Collections.Concurrent;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>How a destination changes what it stores, as far as its copies have shown. All connections to it learn and use it.</summary>
internal sealed class DestinationManner
{
    private const int Enough = 3;

    private readonly ConcurrentDictionary<string, bool> _added = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _altered = new(StringComparer.Ordinal);
    private int _kept;
    private int _changed;

    /// <summary>Whether it has been found out what copies known for certain differ in from their originals.</summary>
    public bool HasSampled { get; set; }

    /// <summary>Whether copies have the date of their originals.</summary>
    public bool KeepsDates => _kept >= Enough && _changed == 0;

    /// <summary>Whether copies have other dates than their originals.</summary>
    public bool ChangesDates => _changed >= Enough && _changed > _kept;

    /// <summary>Whether copies have the Message-ID of their originals.</summary>
    public bool KeepsIds { get; private set; }

    /// <summary>Whether it changes what follows the header.</summary>
    public bool ChangesBodies { get; private set; }

    /// <summary>Whether copies known for certain have shown that.</summary>
    public bool ChangesBodiesForCertain { get; private set; }

    /// <summary>Notes whether a copy has the date of its original.</summary>
    public void MeetDate(bool isKept) => Interlocked.Increment(ref isKept ? ref _kept : ref _changed);

    /// <summary>Notes that a copy has the Message-ID of its original.</summary>
    public void MeetId() => KeepsIds = true;

    /// <summary>
    /// Whether a field can have been added by storing a message. Others are added on the way: then it is another copy of a message, which the
    /// source holds beside the first.
    /// </summary>
    public bool Adds(string name) => name.StartsWith("x-", StringComparison.Ordinal) || name is "message-id" or "date" || _added.ContainsKey(name);

    /// <summary>Whether it is known to change a field, or to take it away.</summary>
    public bool Changes(string name) => _altered.ContainsKey(name);

    /// <summary>Whether something has become of a header that is known to be its doing.</summary>
    public bool LeavesTraceIn(HeaderChanges header) => header.Added.Any(_added.ContainsKey) || header.Changed.Any(Changes);

    /// <summary>Learns from copies known for certain: what is in all of them, storing has done.</summary>
    public void MeetKnown(IReadOnlyCollection<CopyPair> pairs)
    {
        foreach (var name in pairs.SelectMany(pair => pair.Header.Added))
        {
            _added[name] = true;
        }

        foreach (var name in pairs.SelectMany(pair => pair.Header.Changed).Where(name => pairs.All(pair => !pair.Header.Kept.Contains(name))))
        {
            _altered[name] = true;
        }

        ChangesBodiesForCertain |= pairs.Count > 0 && pairs.All(pair => pair.HasSameBody is false);
        ChangesBodies |= ChangesBodiesForCertain;
    }

    /// <summary>Learns from pairs of which each is the best: what has happened to most messages, storing them does.</summary>
    /// <param name="pairs">The pairs.</param>
    /// <param name="isAll">Whether no message beside these can be what the copies are of.</param>
    public void MeetAlike(IReadOnlyCollection<CopyPair> pairs, bool isAll)
    {
        foreach (var (name, _) in pairs.SelectMany(pair => pair.Header.Added).CountBy(name => name).Where(added => added.Value >= Enough && added.Value > pairs.Count / 2))
        {
            _added[name] = true;
        }

        foreach (var (name, count) in pairs.SelectMany(pair => pair.Header.Changed).CountBy(name => name).Where(changed => changed.Value >= Enough))
        {
            if (count > pairs.Count(pair => pair.Header.Kept.Contains(name)) && (isAll || name is not ("message-id" or "date")))
            {
                _altered[name] = true;
            }
        }

        var others = pairs.Count(pair => pair.HasSameBody is false);
        ChangesBodies |= others >= Enough && others > pairs.Count(pair => pair.HasSameBody is true);
    }
}
