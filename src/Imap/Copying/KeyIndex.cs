using System.Runtime.InteropServices;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>Messages by the parts of their keys. Those that share a part are chained: a list for each part would take several times as much as what is in it.</summary>
internal sealed class KeyIndex
{
    private readonly Dictionary<ulong, int> _last = [];
    private readonly List<(uint Uid, int Before)> _links = [];

    /// <summary>Adds a message.</summary>
    /// <param name="uid">Its UID.</param>
    /// <param name="parts">The parts of its key, each once.</param>
    public void Add(uint uid, IEnumerable<ulong> parts)
    {
        foreach (var part in parts)
        {
            ref var last = ref CollectionsMarshal.GetValueRefOrAddDefault(_last, part, out var isShared);
            _links.Add((uid, isShared ? last : -1));
            last = _links.Count - 1;
        }
    }

    /// <summary>The UIDs of the messages whose keys have a part; those that were added last come first.</summary>
    public IEnumerable<uint> Find(ulong part)
    {
        for (var at = _last.TryGetValue(part, out var last) ? last : -1; at >= 0; at = _links[at].Before)
        {
            yield return _links[at].Uid;
        }
    }
}
