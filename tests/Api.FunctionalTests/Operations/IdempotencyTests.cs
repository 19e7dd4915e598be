using System.Net;
using Hosting.Migrations.Api.FunctionalTests.Support;
using Hosting.Migrations.Domain.Migrations;
using static Hosting.Migrations.Domain.UnitTests.TestData.Moments;
using static Hosting.Migrations.Domain.UnitTests.TestData.States;

namespace Hosting.Migrations.Api.FunctionalTests.Operations;

/// <summary>A request with a key may be sent again: it is done once.</summary>
public sealed class IdempotencyTests : OperationsFixture
{
    private static IEnumerable<TestCaseData> Posts =>
    [
        new(FirstScheduled, "/pause", null, HttpStatusCode.OK),
        new(FirstScheduled, "/cancel", null, HttpStatusCode.OK),
        new(FirstCompletedWithErrors, "/retry", """{"error_code":"auth"}""", HttpStatusCode.Accepted),
        new(FirstScheduled, "/resources", """{"csv_file_content":"new@example.com;imap.example.net;new;pw"}""", HttpStatusCode.Created),
    ];

    [TestCaseSource(nameof(Posts))]
    public async Task Post_WhenSentAgainWithItsKey_ShouldBeDoneOnceAndAnsweredAlike(MigrationState state, string path, string? json, HttpStatusCode status)
    {
        var code = await Host.StoreAsync(state);

        using var first = await PostAsync(code, path, json, $"once-{path[1..]}");
        var revision = (await GetAsync(code))["updated_at"]!.ToString();
        using var again = await PostAsync(code, path, json, $"once-{path[1..]}");

        Assert.That((first.StatusCode, again.StatusCode), Is.EqualTo((status, status)), await again.Content.ReadAsStringAsync());
        Assert.That((first.Headers.Contains("Idempotent-Replay"), again.Headers.Contains("Idempotent-Replay")), Is.EqualTo((false, true)));
        Assert.That((await again.JsonAsync()).ToJsonString(), Is.EqualTo((await first.JsonAsync()).ToJsonString()));
        Assert.That((await GetAsync(code))["updated_at"]!.ToString(), Is.EqualTo(revision));
    }

    [Test]
    public async Task Resume_WhenSentAgainWithItsKeyAfterAnotherPause_ShouldLeaveThatAlone()
    {
        var code = await Host.StoreAsync(FirstScheduled, then: migration => migration.Pause(SlotFree));
        using var first = await PostAsync(code, "/resume", null, "resume");
        using var pause = await PostAsync(code, "/pause", null, "pause");

        using var again = await PostAsync(code, "/resume", null, "resume");

        Assert.That(again.Headers.Contains("Idempotent-Replay"), Is.True);
        Assert.That((await GetAsync(code))["status_detail"]!.ToString(), Is.EqualTo("paused"));
    }

    [Test]
    public async Task Post_WhenManySendTheSameKeyAtOnce_ShouldBeDoneOnceAndAnswerAllAlike()
    {
        var code = await Host.StoreAsync(FirstScheduled);
        const string json = """{"csv_file_content":"new@example.com;imap.example.net;new;pw"}""";

        var responses = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => PostAsync(code, "/resources", json, "at-once")));

        Assert.That(responses.Select(response => response.StatusCode), Is.All.EqualTo(HttpStatusCode.Created));
        var rows = await Task.WhenAll(responses.Select(async response => (await response.JsonAsync())["resources"]!.AsArray().Single()!["code"]!.ToString()));
        Assert.That(rows, Is.All.EqualTo($"{code}-3"));
        Assert.That((await GetAsync(code))["resources"]!.GetValue<int>(), Is.EqualTo(3));
    }

    [Test]
    public async Task Post_WhenTheKeyWasUsedForAnotherRequest_ShouldSaySoAndDoNothing()
    {
        var (code, other) = (await Host.StoreAsync(FirstScheduled), await Host.StoreAsync(FirstScheduled));
        using var first = await PostAsync(code, "/pause", null, "taken");

        using var elsewhere = await PostAsync(other, "/pause", null, "taken");
        using var otherwise = await PostAsync(code, "/cancel", null, "taken");

        await ShouldBeRefusedAsync(elsewhere, "Idempotency-Key", "was used for another request within the last 7 days");
        await ShouldBeRefusedAsync(otherwise, "Idempotency-Key", "was used for another request within the last 7 days");
        Assert.That((await GetAsync(other))["status_detail"]!.ToString(), Is.EqualTo("first execution"));
    }

    [Test]
    public async Task Post_WhenTheRequestWasRefused_ShouldBeTriedAnewWithTheSameKey()
    {
        var code = await Host.StoreAsync(FirstCompleted);
        using var refused = await PostAsync(code, "/retry", null, "later");
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        await Host.ChangeAsync(code, migration =>
        {
            migration.Repair(migration.Resources[0], migration.Resources[0].ToLogin(), Later);
            migration.Resources[0].StartRun(MigrationStep.TestRun, Later);
            migration.Resources[0].FinishRun(MigrationStep.TestRun, RunProgress.None, new RunError(CopyFault.Auth, "no"), Later);
        });

        using var response = await PostAsync(code, "/retry", null, "later");

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Accepted), await response.Content.ReadAsStringAsync());
    }

    [TestCase("/pause")]
    [TestCase("/resume")]
    [TestCase("/cancel")]
    [TestCase("/retry")]
    [TestCase("/resources", """{"csv_file_content":"a@example.com;imap.example.net;a;pw"}""")]
    public async Task Post_WhenTheKeyIsNoKey_ShouldRefuse(string path, string? json = null)
    {
        using var response = await PostAsync("MG99999999", path, json, "a b");

        await ShouldBeRefusedAsync(response, "Idempotency-Key", "must be given once, with 1 to 200 visible ASCII characters");
    }

    [TestCase("POST", "/MG99999999/retry")]
    [TestCase("POST", "/MG99999999/resources")]
    [TestCase("POST", "")]
    [TestCase("PATCH", "/MG99999999")]
    [TestCase("PATCH", "/MG99999999/resources/MG99999999-1")]
    public async Task Send_WhenTheBodyIsEncoded_ShouldRefuseTheEncoding(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/migrations{path}") { Content = OperationsHost.Json("{}") };
        request.Content.Headers.ContentEncoding.Add("gzip");

        using var response = await Customer.SendAsync(request);

        await response.ShouldBeEnvelopeAsync(HttpStatusCode.UnsupportedMediaType, "Unsupported media type");
    }

    [TestCase("retry", "Identity", HttpStatusCode.Accepted)]
    [TestCase("pause", "gzip", HttpStatusCode.UnprocessableEntity, Description = "Nobody reads the body; it has ended.")]
    public async Task Send_WhenTheEncodingIsNoneOrTheBodyIsNotRead_ShouldGoOn(string path, string encoding, HttpStatusCode expected)
    {
        var code = await Host.StoreAsync(ValidationFailed);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/migrations/{code}/{path}") { Content = OperationsHost.Json("{}") };
        request.Content.Headers.ContentEncoding.Add(encoding);

        using var response = await Customer.SendAsync(request);

        Assert.That(response.StatusCode, Is.EqualTo(expected));
    }

    private async Task<HttpResponseMessage> PostAsync(string code, string path, string? json, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/migrations/{code}{path}") { Content = json is null ? null : OperationsHost.Json(json) };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return await Customer.SendAsync(request);
    }
}
