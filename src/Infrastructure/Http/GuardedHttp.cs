using System.Net;
using System.Net.Sockets;
using Hosting.Migrations.Application.Mailboxes;

namespace Hosting.Migrations.Infrastructure.Http;

/// <summary>Speaks HTTP with addresses that customers may name, and goes no further than told.</summary>
internal static class GuardedHttp
{
    /// <summary>A client that follows no redirect, and remembers nothing.</summary>
    /// <param name="policy">Says which addresses may be connected to.</param>
    /// <param name="who">Whom it speaks with, as the begin of a sentence.</param>
    /// <param name="timeout">How long an answer may take.</param>
    public static HttpClient Create(AddressPolicy policy, string who, TimeSpan timeout) =>
        new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ConnectCallback = (context, cancellationToken) => ConnectAsync(policy, who, context.DnsEndPoint, cancellationToken),
        })
        {
            Timeout = timeout,
        };

    // Resolved once: the address that was looked at is the one that is connected to.
    private static async ValueTask<Stream> ConnectAsync(AddressPolicy policy, string who, DnsEndPoint target, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(target.Host, cancellationToken);
        var allowed = Array.FindAll(addresses, address => policy.FindRefusal(address) is null);
        if (allowed.Length == 0)
        {
            throw new UnreachableAddressException($"{who} is not reached from here: {AddressPolicy.Explain(target.Host, addresses.Select(policy.FindRefusal))}");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, target.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
