using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Application.Webhooks;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.Http;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Infrastructure.Webhooks;

/// <summary>Posts by HTTP, only to addresses that customers may name, and never further than told.</summary>
internal sealed class HttpWebhookSender : IWebhookSender, IDisposable
{
    private const string SecretPrefix = "whsec_";

    private readonly HttpClient _client;

    public HttpWebhookSender(AddressPolicy policy, IOptions<WebhookOptions> options) =>
        _client = GuardedHttp.Create(policy, "the receiver", options.Value.Timeout);

    public async Task<WebhookAnswer> SendAsync(WebhookNotification notification, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, notification.Url)
        {
            Content = new StringContent(notification.Body, Encoding.UTF8, "application/json"),
        };
        var timestamp = notification.SentAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        request.Headers.Add("webhook-id", notification.Id);
        request.Headers.Add("webhook-timestamp", timestamp);
        var signatures = notification.Secrets.Select(secret => $"v1,{Sign(secret, notification, timestamp)}");
        request.Headers.Add("webhook-signature", string.Join(' ', signatures));
        try
        {
            // What the receiver says beyond its status interests nobody, and could be endless.
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            var status = (int)response.StatusCode;
            return new WebhookAnswer(status, response.IsSuccessStatusCode ? null : $"the receiver answered {status}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new WebhookAnswer(Status: null, $"the receiver did not answer within {_client.Timeout.TotalSeconds} seconds");
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // Whatever it is, a name that can't be one or a status line of NULs, it is this receiver's: the others are not to wait for it. It may tell the receiver's words.
            var words = (fault.InnerException as UnreachableAddressException)?.Message ?? fault.Message;
            return new WebhookAnswer(Status: null, ForeignText.Clean(words, ForeignText.MaxSentenceLength));
        }
    }

    public void Dispose() => _client.Dispose();

    private static string Sign(Secret secret, WebhookNotification notification, string timestamp)
    {
        var key = Convert.FromBase64String(secret.Reveal()[SecretPrefix.Length..]);
        return Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{notification.Id}.{timestamp}.{notification.Body}")));
    }
}
