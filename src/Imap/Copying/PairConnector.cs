using Hosting.Migrations.Imap.Faults;
using Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>Connects to the servers of one copy.</summary>
/// <param name="source">Opens sessions with the source.</param>
/// <param name="destination">Opens sessions with the destination.</param>
internal sealed class PairConnector(ISessionConnector source, ISessionConnector destination)
{
    private readonly BrokenStates _brokenAtSource = new();
    private readonly BrokenStates _brokenAtDestination = new();

    /// <summary>How often connections have broken when they were asked for the state of a folder.</summary>
    public int BrokenStates => _brokenAtSource.Count + _brokenAtDestination.Count;

    /// <summary>Opens a session with each at once.</summary>
    /// <exception cref="MailFaultException">A server can't be reached, or refuses the login.</exception>
    public async Task<ConnectionPair> ConnectAsync(CancellationToken cancellationToken)
    {
        var atSource = source.ConnectAsync(cancellationToken);
        var atDestination = destination.ConnectAsync(cancellationToken);
        try
        {
            await Task.WhenAll(atSource, atDestination);
        }
        catch
        {
            await DisposeAsync(atSource);
            await DisposeAsync(atDestination);
            throw;
        }

        return new ConnectionPair(await atSource, await atDestination, _brokenAtSource, _brokenAtDestination);
    }

    /// <summary>Opens a session with the destination alone.</summary>
    /// <exception cref="MailFaultException">It can't be reached, or refuses the login.</exception>
    public Task<IMailSession> ConnectDestinationAsync(CancellationToken cancellationToken) => destination.ConnectAsync(cancellationToken);

    private static async Task DisposeAsync(Task<IMailSession> connecting)
    {
        await ((Task)connecting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        if (connecting.IsCompletedSuccessfully)
        {
            (await connecting).Dispose();
        }
    }
}
