using System.Net;
using System.Net.Sockets;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Imap.Faults;

namespace Hosting.Migrations.Imap.Connections;

/// <summary>Keeps a source that a customer has named from being a server of the platform.</summary>
/// <param name="policy">The rules.</param>
/// <param name="destination">The platform's mail server.</param>
/// <param name="resolve">Finds addresses.</param>
internal sealed class AddressGuard(AddressPolicy policy, MailServer destination, Resolve resolve)
{
    /// <summary>Leaves only addresses that may be connected to.</summary>
    /// <exception cref="MailFaultException">There is none.</exception>
    public async Task<IPAddress[]> FilterAsync(MailServer server, IPAddress[] addresses, CancellationToken cancellationToken)
    {
        var own = await ResolveDestinationAsync(cancellationToken);
        var refusals = addresses.Select(address => policy.FindRefusal(address, own)).ToList();
        return refusals.TrueForAll(refusal => refusal is not null)
            ? throw new MailFaultException(CopyFault.AddressRefused, $"the source {server} is not reached from here: {AddressPolicy.Explain(server.Host, refusals)}", isTransient: false)
            : [.. addresses.Where((_, index) => refusals[index] is null)];
    }

    private async Task<IPAddress[]> ResolveDestinationAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await resolve(destination.Host, cancellationToken);
        }
        catch (Exception fault) when (fault is SocketException or ArgumentException)
        {
            // The connection to the destination fails by itself.
            return [];
        }
    }
}
