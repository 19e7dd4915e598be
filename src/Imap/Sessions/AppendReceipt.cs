namespace Hosting.Migrations.Imap.Sessions;

/// <summary>What a server has said of messages that are added to a folder, each by itself: which it has stored, and where.</summary>
/// <param name="messages">How many are added.</param>
internal sealed class AppendReceipt(int messages)
{
    private readonly AppendedUid?[] _places = new AppendedUid?[messages];
    private readonly bool[] _isStored = new bool[messages];

    /// <summary>Whether all are stored.</summary>
    public bool IsComplete => Array.TrueForAll(_isStored, isStored => isStored);

    /// <summary>Where the stored ones are, in their order; empty if the server does not tell it of each (without RFC 4315).</summary>
    public IReadOnlyList<AppendedUid> Places => Stored.All(index => _places[index] is not null) ? [.. Stored.Select(index => _places[index]!.Value)] : [];

    /// <summary>The stored ones, by their positions in what was sent.</summary>
    public IEnumerable<int> Stored => Enumerable.Range(0, _isStored.Length).Where(index => _isStored[index]);

    /// <summary>Notes that the server says it has stored a message.</summary>
    /// <param name="index">Which, by its position in what was sent.</param>
    /// <param name="place">Where; null if the server does not tell in a way that can be so.</param>
    public void Store(int index, AppendedUid? place) => (_isStored[index], _places[index]) = (true, place);
}
