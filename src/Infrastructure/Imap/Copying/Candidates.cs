namespace Hosting.Migrations.Infrastructure.Imap.Copying;

/// <summary>
/// Messages at the destination that are no known copies: the owner's own, another tool's, or ours from a run that died before it could
/// note them. They are found by the moment they were received and their size.
/// </summary>
internal sealed class Candidates(uint lookedUpTo)
{
    private readonly Dictionary<(long Received, long Size), List<uint>> _uids = [];

    /// <summary>A bound below which all such messages are in here.</summary>
    public uint LookedUpTo => lookedUpTo;

    public bool IsEmpty => _uids.Count == 0;

    public void Add(DateTimeOffset received, long size, uint uid)
    {
        var key = (received.ToUnixTimeSeconds(), size);
        if (!_uids.TryGetValue(key, out var uids))
        {
            _uids.Add(key, uids = []);
        }

        uids.Add(uid);
    }

    public IReadOnlyList<uint> Find(DateTimeOffset? received, long size) =>
        received is { } moment && _uids.TryGetValue((moment.ToUnixTimeSeconds(), size), out var uids) ? uids : [];

    /// <summary>Takes one out: it has been recognised as a copy.</summary>
    public void Remove(DateTimeOffset received, long size, uint uid)
    {
        var key = (received.ToUnixTimeSeconds(), size);
        if (_uids[key].Remove(uid) && _uids[key].Count == 0)
        {
            _uids.Remove(key);
        }
    }
}
