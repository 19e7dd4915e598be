using Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Imap.SimulationTests.World;

/// <summary>How often each message must be at the destination in the end.</summary>
internal sealed class Ledger
{
    private readonly SortedDictionary<string, (int Live, int Ever)> _counts = new(StringComparer.Ordinal);

    private readonly HashSet<string> _moved = new(StringComparer.Ordinal);

    private readonly HashSet<(string Text, SystemFlags Flags)> _flags = [];
    private readonly HashSet<string> _setBack = new(StringComparer.Ordinal);

    /// <summary>What each message says, how many of it the source has, and how many it has had in all.</summary>
    public IEnumerable<(string Text, int Live, int Ever)> Messages => _counts.Select(pair => (pair.Key, pair.Value.Live, pair.Value.Ever));

    public void Added(string text)
    {
        var (live, ever) = _counts.GetValueOrDefault(text);
        _counts[text] = (live + 1, ever + 1);
    }

    /// <summary>Whether a message has ever been moved: its flags are not followed from then on (ADR 0012).</summary>
    public bool HasMoved(string text) => _moved.Contains(text);

    public void Moved(string text) => _moved.Add(text);

    /// <summary>Whether a message has ever got flags that it had before: a state that is set back too shows no change then (ADR 0012).</summary>
    public bool HasFlagsOfBefore(string text) => _setBack.Contains(text);

    /// <summary>Notes flags that a message gives up, and those that it gets.</summary>
    public void Flagged(string text, SystemFlags before, SystemFlags after)
    {
        _flags.Add((text, before));
        if (_flags.Contains((text, after)))
        {
            _setBack.Add(text);
        }
    }

    /// <summary>Notes a message that may be there once more than the source has had it, for a reason that ADR 0012 states.</summary>
    public void MayDouble(string text)
    {
        var (live, ever) = _counts[text];
        _counts[text] = (live, ever + 1);
    }

    public void Deleted(string text)
    {
        var (live, ever) = _counts[text];
        _counts[text] = (live - 1, ever);
    }
}
