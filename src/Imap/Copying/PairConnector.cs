using System.Net;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Imap.Connections;
using Hosting.Migrations.Imap.Echoes;
using Hosting.Migrations.Imap.Faults;
using Hosting.Migrations.Imap.Folders;
using Hosting.Migrations.Imap.Wire;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>Connects to the servers of one copy.</summary>
/// <param name="copy">What was asked for.</param>
/// <param name="options">The operator's settings.</param>
/// <param name="policy">Where the source may be.</param>
/// <param name="screen">Hides both passwords in what the servers say.</param>
/// <param name="isOverdue">Whether no message has got through for too long.</param>
internal sealed class PairConnector(MailboxCopy copy, MailboxCopyOptions options, AddressPolicy policy, PasswordScreen screen, Func<bool> isOverdue)
{
    private readonly ImapConnector _source = new(
        MailSide.Source, copy.Source, options, Dns.GetHostAddressesAsync, forms: null, copy.IsSourceTrusted ? null : new AddressGuard(policy, copy.Destination.Server, Dns.GetHostAddressesAsync), screen, copy.Lease, isOverdue);

    private readonly ImapConnector _destination = new(MailSide.Destination, copy.Destination, options, Dns.GetHostAddressesAsync, new LiteralForms(), guard: null, screen, copy.Lease, isOverdue);

    private readonly BrokenStates _brokenAtSource = new();
    private readonly BrokenStates _brokenAtDestination = new();
    private readonly FolderBreaks _breaksAtSource = new();
    private readonly FolderBreaks _breaksAtDestination = new();

    /// <summary>How often connections have broken when they were asked for the state of a folder.</summary>
    public int BrokenStates => _brokenAtSource.Count + _brokenAtDestination.Count;

    /// <summary>Opens both connections at once.</summary>
    /// <exception cref="MailFaultException">A server can't be reached, or refuses the login.</exception>
    public async Task<ConnectionPair> ConnectAsync(CancellationToken cancellationToken)
    {
        var source = _source.ConnectAsync(cancellationToken);
        var destination = _destination.ConnectAsync(cancellationToken);
        try
        {
            await Task.WhenAll(source, destination);
        }
        catch
        {
            await DisposeAsync(source);
            await DisposeAsync(destination);
            throw;
        }

        return new ConnectionPair(Wrap(await source, _source, _breaksAtSource), Wrap(await destination, _destination, _breaksAtDestination), _brokenAtSource, _brokenAtDestination);
    }

    /// <summary>Opens a connection to the destination alone.</summary>
    /// <exception cref="MailFaultException">It can't be reached, or refuses the login.</exception>
    public async Task<MailConnection> ConnectDestinationAsync(CancellationToken cancellationToken) =>
        Wrap(await _destination.ConnectAsync(cancellationToken), _destination, _breaksAtDestination);

    private MailConnection Wrap(MailClient client, ImapConnector connector, FolderBreaks breaks) =>
        new(client, connector.Faults, options.IdleTimeout, connector.Overtime, connector.ConnectAsync, breaks);

    private static async Task DisposeAsync(Task<MailClient> connecting)
    {
        if (await connecting.ContinueWith(task => task.IsCompletedSuccessfully ? task.Result : null, TaskScheduler.Default) is { } client)
        {
            client.Dispose();
        }
    }
}
