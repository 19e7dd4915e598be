namespace Hosting.Migrations.Imap.Copying;

/// <summary>
/// Bounds how many different keywords the messages of one folder keep: which message has which is held in memory, and noted between runs. Several
/// connections may ask at once.
/// </summary>
/// <param name="known">The flags of an earlier run, whose keywords go on being taken.</param>
internal sealed class KeywordLimit(IEnumerable<string> known)
{
    /// <summary>The greatest number. Cyrus takes 128 in a folder, and Dovecot's Maildir 26.</summary>
    public const int MaxCount = 1000;

    private readonly Lock _lock = new();
    private readonly HashSet<string> _taken = known.Where(flag => !flag.StartsWith('\\')).Take(MaxCount).ToHashSet(StringComparer.Ordinal);

    /// <summary>A message without the keywords that are too many; they count as dropped.</summary>
    public MessageInfo Bound(MessageInfo message)
    {
        if (message.Keywords.Count == 0)
        {
            return message;
        }

        lock (_lock)
        {
            return message.Keywords.All(keyword => TryTake(keyword.ToString())) ? message : message with { Tags = message.Tags.Only(keyword => _taken.Contains(keyword.ToString())) };
        }
    }

    private bool TryTake(string keyword) => _taken.Contains(keyword) || (_taken.Count < MaxCount && _taken.Add(keyword));
}
