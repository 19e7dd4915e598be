using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Hosting.Migrations.Api.FunctionalTests.Support;
using Hosting.Migrations.Domain.Migrations;
using static Hosting.Migrations.Domain.UnitTests.TestData.Moments;
using static Hosting.Migrations.Domain.UnitTests.TestData.States;

namespace Hosting.Migrations.Api.FunctionalTests.Operations;

/// <summary>Deltas that follow one another: planned with an upload, or later.</summary>
public sealed class RepetitionTests : OperationsFixture
{
    private const string Second = "second_execution_date";
    private const string Every = "second_execution_every";
    private const string Until = "second_execution_until";

    private static readonly DateTimeOffset Today = new(DateTime.UtcNow.Date, TimeSpan.Zero);
    private static readonly string InAWeek = Text(Today.AddDays(7));
    private static readonly string InAMonth = Text(Today.AddDays(30));
    private static readonly string InTwoMonths = Text(Today.AddDays(60));

    [TestCase(false)]
    [TestCase(true)]
    public async Task Post_WhenDeltasArePlanned_ShouldShowThemWithTheMigrationAndNotInTheList(bool asForm)
    {
        var body = Body();
        using var response = asForm ? await PostFormAsync(body) : await PostAsync(body);

        var answer = await response.JsonAsync();
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Created), answer.ToJsonString());
        var code = answer["resource_code"]!.ToString();
        var migration = await GetAsync(code);
        Assert.That(migration.Select(property => property.Key).TakeLast(3), Is.EqualTo(new[] { "from_date", Every, Until }));
        Assert.That((migration[Every]!.GetValue<int>(), migration[Until]!.ToString()), Is.EqualTo((24, InAMonth)));

        using var list = await Customer.GetAsync($"/api/migrations?query={code}");
        Assert.That((await list.JsonAsync())["resources"]![0]!.AsObject().Select(property => property.Key).Last(), Is.EqualTo("from_date"));
    }

    [Test]
    public async Task Post_WhenNoDeltasArePlanned_ShouldShowNothingOfThem()
    {
        var body = Body();
        (body[Every], body[Until]) = (null, null);
        using var response = await PostAsync(body);

        var migration = await GetAsync((await response.JsonAsync())["resource_code"]!.ToString());

        Assert.That(migration.Select(property => property.Key), Has.No.Member(Every).And.No.Member(Until));
    }

    [TestCase(Every, "0", Every, "must be 1 to 720 hours")]
    [TestCase(Every, "721", Every, "must be 1 to 720 hours")]
    [TestCase(Every, "\"24\"", Every, "must be a whole number up to 2147483647")]
    [TestCase(Every, "1.5", Every, "must be a whole number up to 2147483647")]
    [TestCase(Every, "null", Every, "is required with second_execution_until")]
    [TestCase(Until, "null", Until, "is required with second_execution_every")]
    [TestCase(Until, "\"2020-01-01T00:00:00Z\"", Until, "must lie in the future")]
    [TestCase(Until, "\"2999-01-01T00:00:00Z\"", Until, "must be at most 365 days ahead")]
    [TestCase(Until, "\"2999-01-01T00:00:00\"", Until, "must be a date and time with an offset, such as 2026-11-23T22:00:00Z")]
    [TestCase(Until, "\"InAWeek\"", Until, "must be later than the second execution")]
    [TestCase(Second, "null", Every, "must not be given without a second execution")]
    public async Task Post_WhenThePlanIsWrong_ShouldSayWhatItMustBe(string changed, string json, string field, string reason)
    {
        var body = Body();
        body[changed] = JsonNode.Parse(json.Replace("InAWeek", InAWeek, StringComparison.Ordinal));

        using var response = await PostAsync(body);

        await ShouldBeRefusedAsync(response, field, reason);
    }

    [Test]
    public async Task Post_WhenItIsSentAgainWithAnotherPlan_ShouldBeAnotherRequest()
    {
        var body = Body();
        using var first = await PostAsync(body, "a-plan");
        body[Every] = 12;

        using var again = await PostAsync(body, "a-plan");

        Assert.That(first.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        await ShouldBeRefusedAsync(again, "Idempotency-Key", "was used for another request within the last 7 days");
    }

    [Test]
    public async Task Patch_WhenDeltasArePlannedMovedAndTakenAway_ShouldShowIt()
    {
        var code = await Host.StoreAsync(FirstRunning, second: Today.AddDays(7));

        await PatchAsync(code, $$"""{"{{Every}}":24,"{{Until}}":"{{InAMonth}}"}""", (24, InAMonth));
        await PatchAsync(code, $$"""{"{{Every}}":6}""", (6, InAMonth));
        await PatchAsync(code, $$"""{"{{Until}}":"{{InTwoMonths}}"}""", (6, InTwoMonths));
        await PatchAsync(code, $$"""{"{{Second}}":"{{InAMonth}}"}""", (6, InTwoMonths));
        await PatchAsync(code, $$"""{"{{Every}}":null}""", (null, null));
        await PatchAsync(code, $$"""{"{{Every}}":1,"{{Until}}":"{{InTwoMonths}}"}""", (1, InTwoMonths));
        await PatchAsync(code, $$"""{"{{Every}}":null,"{{Until}}":null,"{{Second}}":null}""", (null, null));
    }

    [Test]
    public async Task Patch_WhenADeltaIsUnderWay_ShouldPlanFurtherOnes()
    {
        var code = await Host.StoreAsync(SecondRunning);

        await PatchAsync(code, $$"""{"{{Every}}":24,"{{Until}}":"{{InAMonth}}"}""", (24, InAMonth));
    }

    private static IEnumerable<TestCaseData> Refused =>
    [
        new(null, $$"""{"{{Every}}":24}""", Until, "is required with second_execution_every"),
        new(null, $$"""{"{{Until}}":"{{InAMonth}}"}""", Every, "is required with second_execution_until"),
        new(24, $$"""{"{{Every}}":null,"{{Until}}":"{{InAMonth}}"}""", Every, "is required with second_execution_until"),
        new(24, $$"""{"{{Until}}":null}""", Until, "must not be null: to end the repetition, set second_execution_every to null"),
        new(24, $$"""{"{{Every}}":721}""", Every, "must be 1 to 720 hours"),
        new(24, $$"""{"{{Until}}":"{{InAWeek}}"}""", Until, "must be later than the second execution"),
        new(24, $$"""{"{{Second}}":"{{InTwoMonths}}"}""", Second, "must be earlier than second_execution_until"),
        new(24, $$"""{"{{Second}}":null}""", Second, "can't be taken away while it is repeated; set second_execution_every to null too"),
        new(null, $$"""{"{{Second}}":null,"{{Every}}":24,"{{Until}}":"{{InAMonth}}"}""", Every, "must not be given without a second execution"),
    ];

    [TestCaseSource(nameof(Refused))]
    public async Task Patch_WhenThePlanDoesNotFit_ShouldSayWhy(int? every, string json, string field, string reason)
    {
        var second = Today.AddDays(7);
        var code = await Host.StoreAsync(FirstRunning, second, then: migration => migration.Reschedule(
            ExecutionDates.Of(migration) with { Repetition = every is { } hours ? new Repetition(hours, Today.AddDays(30)) : null }, FirstDone));

        using var response = await SendAsync(Customer, "PATCH", code, json: json);

        await ShouldBeRefusedAsync(response, field, reason);
    }

    [Test]
    public async Task Patch_WhenTheMigrationHasEnded_ShouldRefuse()
    {
        var code = await Host.StoreAsync(SecondCompleted);

        using var response = await SendAsync(Customer, "PATCH", code, json: $$"""{"{{Every}}":24,"{{Until}}":"{{InAMonth}}"}""");

        await ShouldBeRefusedAsync(response, Every, "can't be changed: the migration has ended");
    }

    [Test]
    public async Task Cancel_WhenTheNextDeltaIsWaitedFor_ShouldEndAndPlanNone()
    {
        var code = await Host.StoreAsync(SecondRunning, then: migration =>
        {
            migration.Reschedule(ExecutionDates.Of(migration) with { Repetition = new Repetition(24, Today.AddDays(30)) }, SecondDue);
            foreach (var resource in migration.Resources)
            {
                migration.StartRun(resource, SecondDue);
                migration.FinishRun(resource, RunProgress.None, null, SecondDue);
            }

            migration.FinishStepIfOver(SecondDone);
        });
        Assert.That((await GetAsync(code))["status"]!.ToString(), Is.EqualTo("scheduled"));

        using var response = await SendAsync(Customer, "POST", code, "/cancel");

        var migration = await GetAsync(code);
        Assert.That(
            (response.StatusCode, migration["status"]!.ToString(), migration["status_detail"]!.ToString(), migration.ContainsKey(Every)),
            Is.EqualTo((HttpStatusCode.OK, "completed", "cancelled", false)));
    }

    private async Task PatchAsync(string code, string json, (int? Every, string? Until) expected)
    {
        using var response = await SendAsync(Customer, "PATCH", code, json: json);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), await response.Content.ReadAsStringAsync());
        var shown = (await response.JsonAsync())["resources"]![0]!;
        Assert.That((shown[Every]?.GetValue<int>(), shown[Until]?.ToString()), Is.EqualTo(expected));
        Assert.That((await GetAsync(code)).ToJsonString(), Is.EqualTo(shown.ToJsonString()));
    }

    private static JsonObject Body() => new()
    {
        ["csv_file_name"] = "boxes.csv",
        ["csv_file_content"] = "a@example.com;imap.example.net;a;pw",
        ["preset"] = "standard_ssl",
        ["execute_now"] = true,
        [Second] = InAWeek,
        [Every] = 24,
        [Until] = InAMonth,
    };

    private async Task<HttpResponseMessage> PostAsync(JsonObject body, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/migrations") { Content = OperationsHost.Json(body.ToJsonString()) };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await Customer.SendAsync(request);
    }

    private async Task<HttpResponseMessage> PostFormAsync(JsonObject body)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in body)
        {
            form.Add(new StringContent(value!.ToString()), name);
        }

        return await Customer.PostAsync(new Uri("/api/migrations", UriKind.Relative), form);
    }

    private static string Text(DateTimeOffset moment) => moment.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
