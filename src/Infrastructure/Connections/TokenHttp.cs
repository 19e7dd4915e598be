using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Hosting.Migrations.Application.Connections;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.Http;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Infrastructure.Connections;

/// <summary>Posts forms to token endpoints, only to addresses that customers may name, and never further than told; what they answer is bounded.</summary>
internal sealed class TokenHttp : IDisposable
{
    // Tokens have some kilobytes.
    private const int MostBytes = 64 * 1024;

    private readonly HttpClient _client;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _clock;

    public TokenHttp(AddressPolicy policy, IOptions<ConnectionOptions> options, TimeProvider clock)
    {
        // The timeout of a client ends with the headers.
        _client = GuardedHttp.Create(policy, "the token endpoint", Timeout.InfiniteTimeSpan);
        (_timeout, _clock) = (options.Value.Timeout, clock);
    }

    /// <summary>Posts a form.</summary>
    /// <param name="url">Where to.</param>
    /// <param name="form">What, by field.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="AccessTokenException">There is no answer, or none that can be read.</exception>
    public async Task<TokenAnswer> PostAsync(string url, IReadOnlyDictionary<string, string> form, CancellationToken cancellationToken)
    {
        var host = new Uri(url).Host;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(_timeout);
        try
        {
            using var content = new FormUrlEncodedContent(form);
            using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = content };
            request.Headers.Accept.ParseAdd("application/json");
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            var bytes = await ReadAsync(response, patience.Token) ?? throw Refuse($"{host} answers more than {MostBytes / 1024} KiB");
            return ReadAnswer(host, response, bytes);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new AccessTokenException($"{host} did not answer within {_timeout.TotalSeconds} seconds", CopyFault.Connect, mayPass: true);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            throw Explain(host, fault);
        }
    }

    public void Dispose() => _client.Dispose();

    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[MostBytes + 1];
        var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);

        // Without its type, null would be an empty memory.
        return read > MostBytes ? (ReadOnlyMemory<byte>?)null : buffer.AsMemory(0, read);
    }

    private TokenAnswer ReadAnswer(string host, HttpResponseMessage response, ReadOnlyMemory<byte> bytes)
    {
        var status = (int)response.StatusCode;
        switch (response.StatusCode)
        {
            case >= HttpStatusCode.Ambiguous and < HttpStatusCode.BadRequest:
                throw Refuse($"{host} redirects ({status}), which is not followed: name the endpoint itself");
            case HttpStatusCode.TooManyRequests:
                throw new AccessTokenException($"{host} asks to slow down ({status})", CopyFault.Throttled, mayPass: true);
            case >= HttpStatusCode.InternalServerError:
                throw new AccessTokenException($"{host} can't answer now ({status})", CopyFault.Connect, mayPass: true);
            default:
                // Of a proxy's answer, or of none that tells the time, nothing is made.
                var behind = response.Headers.Date is { } theirs ? theirs - _clock.GetUtcNow() : TimeSpan.Zero;
                return new TokenAnswer(host, status, Parse(bytes) ?? throw Refuse($"{host} answers {status} and no JSON object"), behind);
        }
    }

    private static JsonElement? Parse(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static AccessTokenException Explain(string host, Exception fault) => fault switch
    {
        { InnerException: UnreachableAddressException refused } => new(refused.Message, CopyFault.AddressRefused),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => new($"no TLS with {host}", CopyFault.Tls),
        { InnerException: SocketException { SocketErrorCode: SocketError.HostNotFound } } => new($"the name {host} does not resolve", CopyFault.Dns),
        _ => new($"{host} does not answer, or broke off", CopyFault.Connect, mayPass: true),
    };

    private static AccessTokenException Refuse(string reason) => new(reason, CopyFault.TokenRefused);
}
