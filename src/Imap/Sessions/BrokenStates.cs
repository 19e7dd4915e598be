namespace Hosting.Migrations.Imap.Sessions;

/// <summary>
/// Over which folders' state the connection to one server broke. It is not asked for again then: the rest of the mailbox must be listed, and the
/// folder itself is still opened.
/// </summary>
internal sealed class BrokenStates
{
    /// <summary>Stands for the state of all folders, asked for with one command (RFC 5819).</summary>
    public const string All = "";

    // The network may have been at fault once.
    private const int MaxBreaks = 2;

    // From so many on the folders are left to tell their state when they are opened.
    private const int MaxBreaksOfAny = 3;

    private readonly Dictionary<string, int> _breaks = new(StringComparer.Ordinal);

    /// <summary>How often the connection has broken.</summary>
    public int Count => _breaks.Values.Sum();

    /// <summary>Whether the state of a folder may be asked for.</summary>
    public bool MayAsk(string folder) => _breaks.GetValueOrDefault(folder) < MaxBreaks && (folder == All || Count - _breaks.GetValueOrDefault(All) < MaxBreaksOfAny);

    /// <summary>Notes that the connection has not outlasted the question.</summary>
    public void Note(string folder) => _breaks[folder] = _breaks.GetValueOrDefault(folder) + 1;
}
