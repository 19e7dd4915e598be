using System.Net.Sockets;
using System.Text;

namespace Hosting.Migrations.Api.FunctionalTests.Support;

/// <summary>Sends what no HTTP client would let through.</summary>
internal static class RawHttp
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    /// <summary>Sends a request as it stands, and reads until the service closes the connection.</summary>
    public static async Task<string> SendAsync(string requestLine, params string[] headers)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        using var client = new TcpClient();
        await client.ConnectAsync(TestService.Address.Host, TestService.Address.Port, deadline.Token);
        await using var stream = client.GetStream();
        string[] lines = [requestLine, $"Host: {TestService.Address.Authority}", "Connection: close", .. headers];
        await stream.WriteAsync(Encoding.Latin1.GetBytes(string.Join("\r\n", lines) + "\r\n\r\n"), deadline.Token);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(deadline.Token);
    }
}
