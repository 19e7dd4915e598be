using System.Net;
using Hosting.Migrations.Api.FunctionalTests.Support;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.UnitTests.TestData;
using static Hosting.Migrations.Domain.UnitTests.TestData.States;

namespace Hosting.Migrations.Api.FunctionalTests.Operations;

public sealed class EventsTests : OperationsFixture
{
    private async Task<string> StoreCompletedAsync()
    {
        var code = await Host.StoreAsync(BeingValidated);
        foreach (var _ in Enumerable.Range(0, 4))
        {
            await Host.ChangeAsync(code, migration => migration.Advance(FirstCompleted));
        }

        return code;
    }

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [Test]
    public async Task Follow_WhenItHasEnded_ShouldTellAllAndEnd()
    {
        var code = await StoreCompletedAsync();

        var text = await Customer.GetStringAsync($"/api/migrations/{code}/events");

        Assert.That(
            Events(text).Select(happened => happened.Status),
            Is.EqualTo(new[] { "validating", "to_schedule", "scheduled", "running", "completed", null }));
        Assert.That(text, Does.EndWith(
            "event: progress\ndata: {\"pending\":0,\"running\":0,\"success\":2,\"failed\":0,\"messages_total\":0,\"messages_copied\":0,\"messages_skipped\":0,\"messages_failed\":0,\"bytes_copied\":0,\"messages_left_out\":0,\"messages_missing\":0}\n\n"));
    }

    [Test]
    public async Task Follow_WhenSomeAreKnown_ShouldTellOfTheRestAlone()
    {
        var code = await StoreCompletedAsync();
        var all = Events(await Customer.GetStringAsync($"/api/migrations/{code}/events"));

        using var response = await FollowAsync(code, all[2].Id);

        Assert.That(
            Events(await response.Content.ReadAsStringAsync()).Select(happened => happened.Status),
            Is.EqualTo(new[] { "running", "completed", null }));
    }

    [Test]
    public async Task Follow_WhenEverythingIsKnownAndItHasEnded_ShouldHaveNoContent()
    {
        var code = await StoreCompletedAsync();
        var all = Events(await Customer.GetStringAsync($"/api/migrations/{code}/events"));

        using var response = await FollowAsync(code, all[^2].Id);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
    }

    [Test]
    public async Task Follow_WhenItGoesOn_ShouldTellAsItHappensUntilTheEnd()
    {
        var code = await Host.StoreAsync(FirstRunning);
        using var response = await FollowAsync(code);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        await ReadUntilAsync(reader, "\"pending\":0");

        await Host.ChangeAsync(code, migration => migration.Run(Moments.FirstDue, RunStatus.Running));
        await ReadUntilAsync(reader, "\"running\":1");
        await Host.ChangeAsync(code, migration =>
        {
            migration.FinishRun(migration.Resources[0], new RunProgress(MessagesCopied: 7), null, Moments.FirstDone);
            migration.Cancel(Moments.FirstDone);
        });

        var rest = await reader.ReadToEndAsync(new CancellationTokenSource(Deadline).Token);
        Assert.That(rest, Does.Contain("\"status\":\"completed_with_errors\",\"status_detail\":\"cancelled\"").And.Contain("\"messages_copied\":7"));
    }

    [Test]
    public async Task Follow_WhenItIsDeleted_ShouldEnd()
    {
        var code = await Host.StoreAsync(FirstScheduled);
        using var response = await FollowAsync(code);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        await ReadUntilAsync(reader, "progress");

        using var deleted = await SendAsync(Customer, "DELETE", code);

        Assert.That(deleted.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(await reader.ReadToEndAsync(new CancellationTokenSource(Deadline).Token), Does.Not.Contain("event: status"));
    }

    [Test]
    public async Task Follow_WhenTheTokenIsRevoked_ShouldTellNothingMore()
    {
        await using var host = await OperationsHost.StartAsync(("ApiTokens:CacheFor", "00:00:00"));
        using var admin = host.Client(TestData.AdminToken);
        var issued = await AskForAsync(admin, "POST", "tokens", """{"customer_code":"C1","scope":"read"}""", HttpStatusCode.Created);
        using var client = host.Client(issued["secret"]!.ToString());
        var code = await host.StoreAsync(FirstScheduled);
        using var response = await client.GetAsync($"/api/migrations/{code}/events", HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        await ReadUntilAsync(reader, "event: progress");

        using var revoked = await AskAsync(admin, "DELETE", $"tokens/{issued["token"]!["id"]}");
        await host.ChangeAsync(code, migration => migration.Cancel(Moments.Later));

        Assert.That(await reader.ReadToEndAsync(new CancellationTokenSource(Deadline).Token), Does.Not.Contain("event: status"));
    }

    [Test]
    public async Task Follow_WhenTooManyStreamsAreOpen_ShouldRefuseUntilOneIsClosed()
    {
        var code = await Host.StoreAsync(FirstScheduled);
        var open = new List<HttpResponseMessage>();
        for (var i = 0; i < 10; i++)
        {
            open.Add(await FollowAsync(code));
        }

        using (var refused = await FollowAsync(code))
        {
            await refused.ShouldBeEnvelopeAsync(HttpStatusCode.TooManyRequests, "Too many requests");
            Assert.That(refused.Headers.RetryAfter?.Delta, Is.EqualTo(TimeSpan.FromSeconds(5)));
        }

        open.ForEach(response => response.Dispose());
        Assert.That(async () => (await FollowAsync(code)).StatusCode, Is.EqualTo(HttpStatusCode.OK).After((int)Deadline.TotalMilliseconds, 100));
    }

    [TestCase("x")]
    [TestCase("-1")]
    [TestCase("99999999999999999999")]
    public async Task Follow_WhenTheLastEventIsNoEvent_ShouldSaySo(string id)
    {
        using var response = await FollowAsync("MG99999999", id);

        await ShouldBeRefusedAsync(response, "Last-Event-ID", "must be the id of an event");
    }

    private async Task<HttpResponseMessage> FollowAsync(string code, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/migrations/{code}/events");
        if (lastEventId is not null)
        {
            request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        }

        return await Customer.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private static async Task ReadUntilAsync(StreamReader reader, string text)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        string? line;
        do
        {
            line = await reader.ReadLineAsync(deadline.Token);
            Assert.That(line, Is.Not.Null, $"The stream ended before {text}.");
        }
        while (!line!.Contains(text, StringComparison.Ordinal));
    }

    /// <summary>The id and the status of each event; those of progress have neither.</summary>
    private static List<(string? Id, string? Status)> Events(string text) =>
    [
        .. text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(happened => (
            happened.StartsWith("id: ", StringComparison.Ordinal) ? happened.Split('\n')[0]["id: ".Length..] : null,
            happened.Contains("event: status", StringComparison.Ordinal) ? happened.Split("\"status\":\"")[1].Split('"')[0] : null)),
    ];
}
