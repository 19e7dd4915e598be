namespace Hosting.Migrations.Imap.Copying;

/// <summary>Messages in an order by which some of them are found at once.</summary>
/// <param name="messages">The messages.</param>
/// <param name="order">The order.</param>
internal sealed class SortedMessages(IEnumerable<UnknownMessage> messages, Comparison<UnknownMessage> order)
{
    private readonly UnknownMessage[] _sorted = Sort(messages, order);

    public IReadOnlyList<UnknownMessage> All => _sorted;

    /// <summary>Those that stand at one place of the order.</summary>
    /// <param name="place">Tells whether a message stands before that place (below 0), at it (0) or behind it.</param>
    public IEnumerable<UnknownMessage> At(Func<UnknownMessage, int> place)
    {
        var (low, high) = (0, _sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = place(_sorted[middle]) < 0 ? (middle + 1, high) : (low, middle);
        }

        for (; low < _sorted.Length && place(_sorted[low]) == 0; low++)
        {
            yield return _sorted[low];
        }
    }

    private static UnknownMessage[] Sort(IEnumerable<UnknownMessage> messages, Comparison<UnknownMessage> order)
    {
        var sorted = messages.ToArray();
        Array.Sort(sorted, order);
        return sorted;
    }
}
