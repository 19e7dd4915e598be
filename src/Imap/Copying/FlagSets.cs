using Hosting.Migrations.Application.Mailboxes;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>Which messages carry which flag or keyword.</summary>
internal sealed class FlagSets(IEnumerable<KeyValuePair<string, UidSet>> sets)
{
    private readonly Dictionary<string, UidSet> _sets = new(sets, StringComparer.Ordinal);

    public FlagSets()
        : this([])
    {
    }

    public void Add(uint uid, IEnumerable<string> flags)
    {
        foreach (var flag in flags)
        {
            if (!_sets.TryGetValue(flag, out var set))
            {
                _sets.Add(flag, set = new UidSet());
            }

            set.Add(uid);
        }
    }

    /// <summary>Whether a message carries these flags and no other.</summary>
    public bool Matches(uint uid, IReadOnlyCollection<string> flags) =>
        _sets.Count(pair => pair.Value.Contains(uid)) == flags.Count
        && flags.All(flag => _sets.TryGetValue(flag, out var set) && set.Contains(uid));

    public Dictionary<string, UidSet> Copy() => _sets.ToDictionary(pair => pair.Key, pair => pair.Value.Copy());
}
