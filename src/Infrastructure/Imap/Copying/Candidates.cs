namespace Hosting.Migrations.Infrastructure.Imap.Copying;

/// <summary>
/// Messages at the destination that are no known copies: the owner's own, another tool's, or ours from a run that died before it could
/// note them. They are found by the moment they were received and their size.
/// </summary>
/// <param name="lookedUpTo">A bound below which all such messages are in here.</param>
/// <param name="now">The moment of the look.</param>
internal sealed class Candidates(uint lookedUpTo, DateTimeOffset now)
{
    private readonly Dictionary<long, List<(DateTimeOffset Received, uint Uid)>> _bySize = [];

    private uint _end = lookedUpTo;

    public uint LookedUpTo { get; } = lookedUpTo;

    public bool IsEmpty => _bySize.Count == 0;

    /// <summary>Notes where messages of ours have arrived.</summary>
    /// <returns>False if something else has come in before them, which nobody has looked at yet.</returns>
    public bool TryExtend(uint first, uint last)
    {
        var isNext = first <= _end;
        _end = last + 1;
        return isNext;
    }

    public void Add(DateTimeOffset received, long size, uint uid)
    {
        if (!_bySize.TryGetValue(size, out var messages))
        {
            _bySize.Add(size, messages = []);
        }

        messages.Add((received, uid));
    }

    /// <summary>The UIDs that may be copies of a message. Servers put their own clock in the place of a moment that is missing or still to come.</summary>
    public IReadOnlyList<uint> Find(DateTimeOffset? received, long size) =>
        _bySize.TryGetValue(size, out var messages)
            ? [.. messages.Where(message => received is null || received > now || message.Received == received).Select(message => message.Uid)]
            : [];

    /// <summary>Takes one out: it has been recognised as a copy.</summary>
    public void Remove(long size, uint uid)
    {
        if (_bySize[size].RemoveAll(message => message.Uid == uid) > 0 && _bySize[size].Count == 0)
        {
            _bySize.Remove(size);
        }
    }
}
