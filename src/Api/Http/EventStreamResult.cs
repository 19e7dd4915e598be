using System.Diagnostics;
using System.Text.Json;
using Hosting.Migrations.Api.Authentication;
using Hosting.Migrations.Application.Migrations.Follow;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Api.Http;

/// <summary>
/// Answers with Server-Sent Events as they happen, for as long as the token is good. Written here since the framework's own result can't write the comments that keep a
/// connection open.
/// </summary>
internal sealed class EventStreamResult(IAsyncEnumerable<FollowedEvent> events) : ActionResult
{
    public const string MediaType = "text/event-stream";

    public override async Task ExecuteResultAsync(ActionContext context)
    {
        var http = context.HttpContext;
        if (HttpMethods.IsHead(http.Request.Method))
        {
            http.Response.ContentType = MediaType;
            return;
        }

        var streams = http.RequestServices.GetRequiredService<OpenStreams>();
        var caller = http.User.ToCaller();
        if (!streams.TryOpen(caller))
        {
            http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return;
        }

        var stopping = http.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        try
        {
            await WriteAsync(http, end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The client has gone, or the service is about to; the client takes up where it was.
        }
        finally
        {
            streams.Close(caller);
        }
    }

    /// <summary>Spells an event as it is sent.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="json">How JSON is spelt.</param>
    public static string TextOf(FollowedEvent happened, JsonSerializerOptions json)
    {
        var id = happened.Id is { } number ? $"id: {number}\n" : string.Empty;
        return happened.Type is null
            ? ": still here\n\n"
            : $"{id}event: {happened.Type}\ndata: {JsonSerializer.Serialize(happened.Data, json)}\n\n";
    }

    private async Task WriteAsync(HttpContext http, CancellationToken cancellationToken)
    {
        var json = http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.JsonSerializerOptions;
        http.Response.ContentType = MediaType;
        http.Response.Headers.CacheControl = "no-store";
        var (authenticator, asked) = (http.RequestServices.GetRequiredService<CachingAuthenticator>(), Stopwatch.GetTimestamp());
        await foreach (var happened in events.WithCancellation(cancellationToken))
        {
            if (Stopwatch.GetElapsedTime(asked) >= authenticator.CacheFor)
            {
                if (!await IsTokenGoodAsync(http, authenticator, cancellationToken))
                {
                    return;
                }

                asked = Stopwatch.GetTimestamp();
            }

            await http.Response.WriteAsync(TextOf(happened, json), cancellationToken);
            await http.Response.Body.FlushAsync(cancellationToken);
        }
    }

    // What the request's own services have read of the token stays as it was when the stream began.
    private static async Task<bool> IsTokenGoodAsync(HttpContext http, CachingAuthenticator authenticator, CancellationToken cancellationToken)
    {
        await using var scope = http.RequestServices.CreateAsyncScope();
        return ApiTokenAuthenticationHandler.FindSecret(http.Request) is { } secret
            && await authenticator.AuthenticateAsync(secret, onlyReads: true, scope.ServiceProvider, cancellationToken) is not null;
    }
}
