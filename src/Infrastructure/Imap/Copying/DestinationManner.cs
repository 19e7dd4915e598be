using System.Collections.Concurrent;

namespace Hosting.Migrations.Infrastructure.Imap.Copying;

/// <summary>How a destination changes what it stores, as far as its copies have shown. All connections to it learn and use it.</summary>
internal sealed class DestinationManner
{
    private const int Enough = 3;

    private readonly ConcurrentDictionary<string, bool> _added = new(StringComparer.Ordinal);
    private int _kept;
    private int _changed;

    /// <summary>Whether it has been found out which fields are in the copies known for certain and not in their originals.</summary>
    public bool HasSampled { get; set; }

    /// <summary>Whether copies have the date of their originals.</summary>
    public bool KeepsDates => _kept >= Enough && _changed == 0;

    /// <summary>Notes whether a copy has the date of its original.</summary>
    public void MeetDate(bool isKept) => Interlocked.Increment(ref isKept ? ref _kept : ref _changed);

    /// <summary>Notes fields that it adds.</summary>
    public void MeetAdded(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            _added[name] = true;
        }
    }

    /// <summary>
    /// Whether fields can have been added by storing a message. Others are added on the way: then it is another copy of a message, which the
    /// source holds beside the first.
    /// </summary>
    public bool Adds(AddedFields added) => added.Names.All(name => name.StartsWith("x-", StringComparison.Ordinal) || name is "message-id" or "date" || _added.ContainsKey(name));

    /// <summary>Learns from pairs that nothing speaks against but what is added: where the same is added to most messages, storing them does it.</summary>
    public void MeetAlike(IEnumerable<(uint Original, AddedFields Added)> pairs)
    {
        var byOriginal = pairs.GroupBy(pair => pair.Original).Select(alike => alike.Select(pair => string.Join('\n', pair.Added.Names)).ToHashSet(StringComparer.Ordinal)).ToList();
        var common = byOriginal.SelectMany(names => names).CountBy(names => names).OrderByDescending(names => names.Value).FirstOrDefault();
        if (common.Value >= Enough && common.Value > byOriginal.Count / 2 && common.Key.Length > 0)
        {
            MeetAdded(common.Key.Split('\n'));
        }
    }
}
