using System.Collections.Concurrent;
using Hosting.Migrations.Imap.Faults;

namespace Hosting.Migrations.Imap.Connections;

/// <summary>Over which folders of one server the connections to it broke when they were opened. Such a folder fails by itself, whoever opens it, so that it does not keep the others.</summary>
/// <threadsafety>Shared by all connections to the server.</threadsafety>
internal sealed class FolderBreaks
{
    private const int MaxBreaks = 3;

    // Each break costs a connection: from so many folders on, none is asked for its state any more.
    private const int MaxBrokenStates = 3;

    private readonly ConcurrentDictionary<string, int> _breaks = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, MailFaultException> _givenUp = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _untold = new(StringComparer.Ordinal);
    private int _brokenStates;

    /// <summary>Whether a folder may be asked for its state with STATUS.</summary>
    public bool MayAskState(string folder) => !_untold.ContainsKey(folder) && Volatile.Read(ref _brokenStates) < MaxBrokenStates;

    /// <summary>Notes that the server does not tell the state of a folder.</summary>
    /// <param name="folder">The folder's name.</param>
    /// <param name="isBreak">Whether the connection has not outlasted the question.</param>
    public void NoteUntold(string folder, bool isBreak)
    {
        if (_untold.TryAdd(folder, true) && isBreak)
        {
            Interlocked.Increment(ref _brokenStates);
        }
    }

    /// <summary>Opens a folder, and notes when the connection does not outlast it.</summary>
    /// <exception cref="MailFaultException">It broke; not transient, without a try, once it has broken three times in a row.</exception>
    public async Task WatchAsync(string folder, Func<Task> open)
    {
        if (_givenUp.TryGetValue(folder, out var known))
        {
            throw known;
        }

        // Connections that break at the same time may do so for one reason, and count as one.
        var breaks = _breaks.GetValueOrDefault(folder) + 1;
        try
        {
            await open();
            _breaks.TryRemove(folder, out _);
        }
        catch (MailFaultException fault) when (fault.IsBreak)
        {
            breaks = _breaks.AddOrUpdate(folder, breaks, (_, others) => Math.Max(breaks, others));
            if (breaks < MaxBreaks)
            {
                throw fault.Over(breaks);
            }

            throw _givenUp.GetOrAdd(folder, new MailFaultException(fault.Fault, $"given up after {MaxBreaks} tries: {fault.Message}", isTransient: false, fault) { BreaksOfFolder = breaks });
        }
    }
}
