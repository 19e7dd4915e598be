using System.Collections.Concurrent;
using System.Net;
using Hosting.Migrations.MailServers;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Webhooks;

/// <summary>A receiver of notifications, which answers as a test tells it.</summary>
internal sealed class Receiver : IDisposable
{
    private readonly HttpListener _listener;
    private readonly Task _serving;

    public Receiver()
    {
        (_listener, Url) = FreePort.Start(Listen, fault => fault is HttpListenerException);
        _serving = ServeAsync();
    }

    public string Url { get; }

    public int Status { get; set; } = 200;

    /// <summary>What happens while a notification is under way.</summary>
    public Func<Task> Meanwhile { get; set; } = () => Task.CompletedTask;

    public ConcurrentQueue<Received> Received { get; } = [];

    public void Dispose()
    {
        _listener.Close();
        _serving.Wait(TimeSpan.FromSeconds(5));
    }

    private static (HttpListener Listener, string Url) Listen(int port)
    {
        var url = $"http://127.0.0.1:{port}/hook/";
        var listener = new HttpListener { Prefixes = { url } };
        try
        {
            listener.Start();
            return (listener, url);
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
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception fault) when (fault is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using var reader = new StreamReader(context.Request.InputStream);
            var headers = context.Request.Headers.AllKeys.ToDictionary(name => name!, name => context.Request.Headers[name]!, StringComparer.OrdinalIgnoreCase);
            Received.Enqueue(new Received(headers, await reader.ReadToEndAsync()));
            await Meanwhile();
            context.Response.StatusCode = Status;
            context.Response.RedirectLocation = Status is >= 300 and < 400 ? Url : null;
            context.Response.Close();
        }
    }
}

/// <summary>What has come in.</summary>
internal sealed record Received(IReadOnlyDictionary<string, string> Headers, string Body);
