using System.Net;
using Hosting.Migrations.Benchmarks.List.Runner.Load;

namespace Hosting.Migrations.Benchmarks.List.Runner.Servers;

/// <summary>Sends single requests, where it is the answer that counts and not the time.</summary>
internal static class Client
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(60) };

    /// <summary>Why the server does not give a customer the first page; null where it does.</summary>
    public static async Task<string?> FindProblemAsync(Server server, CancellationToken cancellationToken)
    {
        try
        {
            await GetAsync(server, Case.Customer.Request(server.Database), cancellationToken);
            return null;
        }
        catch (Exception fault) when (fault is HttpRequestException or BenchmarkException)
        {
            return fault.Message;
        }
    }

    /// <summary>The text of a 200.</summary>
    public static async Task<string> GetAsync(Server server, Request request, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(server, request, null, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.StatusCode == HttpStatusCode.OK
            ? text
            : throw new BenchmarkException($"{server.Title} answers '{request.Query}' with {(int)response.StatusCode}: {text}");
    }

    /// <summary>The tag of an answer; null where the server sends none.</summary>
    public static async Task<string?> GetTagAsync(Server server, Request request, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(server, request, null, cancellationToken);
        return response.Headers.ETag?.ToString();
    }

    /// <summary>Whether an answer still has a tag.</summary>
    public static async Task<bool> IsUnchangedAsync(Server server, Request request, string tag, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(server, request, tag, cancellationToken);
        return response.StatusCode == HttpStatusCode.NotModified;
    }

    private static Task<HttpResponseMessage> SendAsync(Server server, Request request, string? tag, CancellationToken cancellationToken)
    {
        var message = new HttpRequestMessage(HttpMethod.Get, server.Url + request.Query);
        message.Headers.Add(Request.TokenHeader, request.Token);
        if (tag is not null)
        {
            message.Headers.Add(Request.TagHeader, tag);
        }

        return Http.SendAsync(message, cancellationToken);
    }
}
