using System.Collections.Frozen;
using Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>A session with each server, used by one piece of work at a time.</summary>
/// <param name="source">With the source.</param>
/// <param name="destination">With the destination.</param>
/// <param name="brokenAtSource">Over which folders of the source earlier connections broke.</param>
/// <param name="brokenAtDestination">Over which folders of the destination earlier connections broke.</param>
internal sealed class ConnectionPair(IMailSession source, IMailSession destination, BrokenStates brokenAtSource, BrokenStates brokenAtDestination) : IDisposable
{
    public IMailSession Source => source;

    public IMailSession Destination => destination;

    /// <summary>By how much both servers have been slow so far.</summary>
    public TimeSpan Slowness => source.Slowness + destination.Slowness;

    /// <summary>Over which folders of the source connections broke that were asked for their state.</summary>
    public BrokenStates BrokenAtSource => brokenAtSource;

    /// <summary>Reads the folders of both servers at once.</summary>
    /// <param name="known">Those of the source that the last run has seen.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    public async Task<(MailboxListing Source, MailboxListing Destination)> ListAsync(IReadOnlySet<string> known, CancellationToken cancellationToken)
    {
        var atSource = source.ListAsync(known, brokenAtSource, cancellationToken);
        var atDestination = destination.ListAsync(FrozenSet<string>.Empty, brokenAtDestination, cancellationToken);
        await Task.WhenAll(atSource, atDestination);
        return (await atSource, await atDestination);
    }

    public void Dispose()
    {
        source.Dispose();
        destination.Dispose();
    }
}
