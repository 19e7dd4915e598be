using System.Net;
using System.Net.Sockets;
using System.Text;
using Hosting.Migrations.Api.FunctionalTests.Support;

namespace Hosting.Migrations.Api.FunctionalTests.Http;

/// <summary>Bodies that come too slowly, and too many at once.</summary>
public sealed class BodiesTests
{
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(30);

    [TestCase("POST /api/migrations", "application/json")]
    [TestCase("POST /api/migrations", "multipart/form-data; boundary=b")]
    [TestCase("PATCH /api/migrations/MG00000001", "application/json")]
    public async Task Send_WhenTheBodyDoesNotArriveInTime_ShouldBeRefusedAndCutOff(string operation, string type)
    {
        await using var host = await OperationsHost.StartAsync(("Uploads:Deadline", "00:00:01"));
        using var client = host.Client();

        using var stalled = await StallAsync(client.BaseAddress!, operation, type);

        // The connection ends too: a body that may still come is nobody's.
        Assert.That(await ReadToEndAsync(stalled), Does.StartWith("HTTP/1.1 408 ").And.Contain("""{"message":"Request timeout","errors":[]}""").And.Contain("Connection: close"));
    }

    [Test]
    public async Task Post_WhenACallerHasTooManyUnderWay_ShouldBeRefusedAndOthersNot()
    {
        await using var host = await OperationsHost.StartAsync(("Uploads:AtOncePerCaller", "1"), ("Uploads:AtOnce", "2"));
        using var client = host.Client();
        using var other = host.Client(TestData.OtherCustomerToken);
        using var admin = host.Client(TestData.AdminToken);

        using var mine = await HoldAsync(client.BaseAddress!, TestData.CustomerToken);
        using var tooMany = await UntilAsync(client, HttpStatusCode.TooManyRequests);
        using var otherIsFine = await PostAsync(other);
        using var others = await HoldAsync(client.BaseAddress!, TestData.OtherCustomerToken);
        using var full = await UntilAsync(admin, HttpStatusCode.ServiceUnavailable);

        await tooMany.ShouldBeEnvelopeAsync(HttpStatusCode.TooManyRequests, "Too many requests");
        await full.ShouldBeEnvelopeAsync(HttpStatusCode.ServiceUnavailable, "Service unavailable");
        Assert.That((tooMany.Headers.RetryAfter!.ToString(), full.Headers.RetryAfter!.ToString()), Is.EqualTo(("5", "5")));
        Assert.That(otherIsFine.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(host.Logs, Has.None.Contains("The database can't be reached"));

        mine.Dispose();
        using var freed = await UntilAsync(client, HttpStatusCode.UnprocessableEntity);
        Assert.That(freed.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client) => client.PostAsync("/api/migrations", OperationsHost.Json("{}"));

    // The service hears of a client's coming and going when it does.
    private static async Task<HttpResponseMessage> UntilAsync(HttpClient client, HttpStatusCode expected)
    {
        using var deadline = new CancellationTokenSource(LongEnough);
        while (true)
        {
            deadline.Token.ThrowIfCancellationRequested();
            var response = await PostAsync(client);
            if (response.StatusCode == expected)
            {
                return response;
            }

            response.Dispose();
        }
    }

    // The service asks for the body when it has let the upload in; what the caller has sent before may not have left yet.
    private static async Task<TcpClient> HoldAsync(Uri service, string token)
    {
        using var deadline = new CancellationTokenSource(LongEnough);
        var answer = new byte["HTTP/1.1 100".Length];
        while (true)
        {
            var client = await SendAsync(service, $"POST /api/migrations HTTP/1.1\r\nHost: {service.Authority}\r\nX-Api-Token: {token}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\nExpect: 100-continue\r\n\r\n");
            await client.GetStream().ReadExactlyAsync(answer, deadline.Token);
            if (answer.AsSpan().SequenceEqual("HTTP/1.1 100"u8))
            {
                return client;
            }

            client.Dispose();
        }
    }

    private static Task<TcpClient> StallAsync(Uri service, string operation, string type) =>
        SendAsync(service, $"{operation} HTTP/1.1\r\nHost: {service.Authority}\r\nX-Api-Token: {TestData.CustomerToken}\r\nContent-Type: {type}\r\nContent-Length: 1000\r\n\r\n{{");

    private static async Task<TcpClient> SendAsync(Uri service, string request)
    {
        var client = new TcpClient();
        await client.ConnectAsync(service.Host, service.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        return client;
    }

    private static async Task<string> ReadToEndAsync(TcpClient client)
    {
        using var deadline = new CancellationTokenSource(LongEnough);
        using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
        return await reader.ReadToEndAsync(deadline.Token);
    }
}
