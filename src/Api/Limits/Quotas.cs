using System.Net;
using System.Net.Sockets;
using Hosting.Migrations.Application.Access;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Api.Limits;

/// <summary>The quotas of the API.</summary>
internal sealed class Quotas(IOptions<RateLimitOptions> options) : IAsyncDisposable
{
    private const int NetworkBytes = 8;

    private readonly Quota<string> _tokens = new("token", options.Value.PerToken);
    private readonly Quota<IPAddress> _addresses = new("address", options.Value.RefusedPerAddress);
    private readonly Quota<long> _webhookTests = new("webhook-tests", options.Value.WebhookTests);
    private readonly Quota<long> _connectionTests = new("connection-tests", options.Value.ConnectionTests);

    /// <summary>Whether a request counts: whoever asks for the health, or for the description, is not held up.</summary>
    /// <param name="request">The request.</param>
    public static bool Cover(HttpRequest request) => request.Path.StartsWithSegments("/api");

    /// <summary>Takes one request of a token.</summary>
    /// <param name="token">A name of the token.</param>
    /// <param name="response">Gets <c>Retry-After</c> where none is left.</param>
    public bool TryTakeOfToken(string token, HttpResponse response) => _tokens.TryTake(token, response);

    /// <summary>Tells what is left of a token.</summary>
    /// <param name="token">A name of the token.</param>
    /// <param name="response">Gets the headers.</param>
    public void TellOfToken(string token, HttpResponse response) => _tokens.Tell(token, response);

    /// <summary>Takes one request without a good token, and tells what is left.</summary>
    /// <param name="address">Where it comes from; null = not known.</param>
    /// <param name="response">Gets the headers.</param>
    public bool TryTakeOfAddress(IPAddress? address, HttpResponse response)
    {
        var network = NetworkOf(address ?? IPAddress.None);
        var isTaken = _addresses.TryTake(network, response);
        _addresses.Tell(network, response);
        return isTaken;
    }

    /// <summary>Takes one test.</summary>
    /// <param name="kind">Of what.</param>
    /// <param name="caller">Who asks for it.</param>
    /// <param name="response">Gets <c>Retry-After</c> where none is left.</param>
    public bool TryTakeOfTests(TestKind kind, Caller caller, HttpResponse response) => (kind switch
    {
        TestKind.Webhook => _webhookTests,
        TestKind.Connection => _connectionTests,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    }).TryTake(caller.CustomerId ?? 0, response);

    public async ValueTask DisposeAsync()
    {
        await _connectionTests.DisposeAsync();
        await _webhookTests.DisposeAsync();
        await _tokens.DisposeAsync();
        await _addresses.DisposeAsync();
    }

    // One customer of a provider has a whole network of them.
    private static IPAddress NetworkOf(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6 || address.IsIPv4MappedToIPv6)
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkBytes).Clear();
        return new IPAddress(bytes);
    }
}
