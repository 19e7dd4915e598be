using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Hosting.Migrations.MailServers;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Connections;

/// <summary>Issues tokens, and tells a mail server which of them are good (RFC 6749, 7662). It answers as a test tells it.</summary>
internal sealed class TokenServer : IDisposable
{
    private readonly HttpListener _listener;
    private readonly Task _serving;
    private readonly ConcurrentDictionary<string, DateTimeOffset> _issued = new();
    private readonly CancellationTokenSource _stopped = new();
    private int _count;

    public TokenServer()
    {
        (_listener, Url) = FreePort.Start(Listen, fault => fault is HttpListenerException);
        _serving = ServeAsync();
    }

    public Uri Url { get; }

    public Uri Endpoint => new(Url, "token");

    public Uri Introspection => new(Url, "introspect");

    /// <summary>How long a token is good.</summary>
    public TimeSpan Life { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Answers whoever asks for a token; null = with one.</summary>
    public Func<HttpListenerContext, IReadOnlyDictionary<string, string>, Task>? Answer { get; set; }

    /// <summary>The refresh token that comes with an access token; null = none does.</summary>
    public Func<string?> NextRefreshToken { get; set; } = () => null;

    /// <summary>What was asked for tokens, field by field.</summary>
    public ConcurrentQueue<IReadOnlyDictionary<string, string>> Asked { get; } = [];

    /// <summary>How often a mail server has heard that a token is good, and that it is not.</summary>
    public (int Good, int Bad) Introspected => (_good, _bad);

    private int _good;
    private int _bad;

    public static Task SendAsync(HttpListenerContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        var bytes = Encoding.UTF8.GetBytes(body);
        return context.Response.OutputStream.WriteAsync(bytes).AsTask();
    }

    public void Dispose()
    {
        if (_stopped.IsCancellationRequested)
        {
            return;
        }

        _stopped.Cancel();
        _listener.Close();
        _serving.Wait(TimeSpan.FromSeconds(5));
    }

    /// <summary>Waits until the server is stopped, as one that never answers.</summary>
    public Task HangAsync() => Task.Delay(Timeout.Infinite, _stopped.Token);

    private static (HttpListener Listener, Uri Url) Listen(int port)
    {
        var url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/");
        var listener = new HttpListener { Prefixes = { url } };
        try
        {
            listener.Start();
            return (listener, new Uri(url));
        }
        catch
        {
            listener.Close();
            throw;
        }
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                _ = AnswerAsync(context);
            }
            catch (Exception fault) when (fault is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            using var reader = new StreamReader(context.Request.InputStream);
            var form = (await reader.ReadToEndAsync()).Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2))
                .ToDictionary(pair => WebUtility.UrlDecode(pair[0]), pair => WebUtility.UrlDecode(pair.ElementAtOrDefault(1) ?? string.Empty));
            await (context.Request.Url!.AbsolutePath == Introspection.AbsolutePath ? IntrospectAsync(context, form) : IssueAsync(context, form));
            context.Response.Close();
        }
        catch (Exception fault) when (fault is HttpListenerException or IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // Whoever asked is gone, or the test is over.
        }
    }

    private async Task IssueAsync(HttpListenerContext context, Dictionary<string, string> form)
    {
        Asked.Enqueue(form);
        if (Answer is { } answer)
        {
            await answer(context, form);
            return;
        }

        var token = string.Create(CultureInfo.InvariantCulture, $"token-{Interlocked.Increment(ref _count)}-of-{Guid.NewGuid():N}");
        _issued[token] = DateTimeOffset.UtcNow + Life;
        await SendAsync(context, 200, JsonSerializer.Serialize(new
        {
            token_type = "Bearer",
            access_token = token,
            expires_in = (int)Life.TotalSeconds,
            refresh_token = NextRefreshToken(),
        }));
    }

    private Task IntrospectAsync(HttpListenerContext context, Dictionary<string, string> form)
    {
        var isGood = form.TryGetValue("token", out var token) && _issued.TryGetValue(token, out var until) && DateTimeOffset.UtcNow < until;
        Interlocked.Increment(ref isGood ? ref _good : ref _bad);
        return SendAsync(context, 200, isGood ? """{"active":true,"username":"user"}""" : """{"active":false}""");
    }
}
