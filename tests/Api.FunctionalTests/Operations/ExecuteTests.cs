using System.Net;
using Hosting.Migrations.Api.FunctionalTests.Support;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.UnitTests.TestData;
using static Hosting.Migrations.Domain.UnitTests.TestData.States;

namespace Hosting.Migrations.Api.FunctionalTests.Operations;

public sealed class ExecuteTests : OperationsFixture
{
    private const string NotBegun = "must follow the first execution, which has not begun";
    private const string IsRunning = "is running already";
    private const string IsDone = "has been done already";
    private const string HasEnded = "is not possible: the migration has ended";
    private const string AreErased = "is not possible: the migration has ended, and the passwords have been erased";

    private static IEnumerable<TestCaseData> Allowed =>
    [
        new(BeingValidated, "first"),
        new(AwaitingSlot, "first"),
        new(FirstScheduled, "first"),
        new(FirstRunning, "second"),
        new(SecondScheduled, "second"),
    ];

    private static IEnumerable<TestCaseData> Refused =>
    [
        new(BeingValidated, "second", NotBegun),
        new(AwaitingSlot, "second", NotBegun),
        new(FirstScheduled, "second", NotBegun),
        new(FirstRunning, "first", IsRunning),
        new(SecondScheduled, "first", IsDone),
        new(SecondRunning, "first", IsDone),
        new(SecondRunning, "second", IsRunning),
        new(ValidationFailed, "first", HasEnded),
        new(FirstCompleted, "first", HasEnded),
        new(FirstCompleted, "second", AreErased),
        new(FirstFailed, "second", AreErased),
        new(SecondCompleted, "second", AreErased),
    ];

    private static IEnumerable<TestCaseData> BadBodies =>
    [
        new("""{}""", "execution", "is required"),
        new("""{"execution":null}""", "execution", "is required"),
        new("""{"execution":"third"}""", "execution", "must be one of: first, second"),
        new("""{"execution":"FIRST"}""", "execution", "must be one of: first, second"),
        new("""{"execution":1}""", "execution", "must be a text of valid Unicode"),
        new("""{"execution":["first"]}""", "execution", "must be a text of valid Unicode"),
        new("""{"execution":"\ud800"}""", "execution", "must be a text of valid Unicode"),
        new("""{"execution":"first","execution":"first"}""", "execution", "must be given once"),
    ];

    private static IEnumerable<TestCaseData> NoObjects =>
        new[] { "", "{", "[]", "null", "\"first\"", """{"execution":"first"} x""", "{\"execution\":first}", "{\"\\ud800\":1}", new string('[', 100) }
            .Select(body => new TestCaseData(body));

    [TestCaseSource(nameof(Allowed))]
    public async Task Execute_WhenItsTurnHasCome_ShouldMakeItDue(MigrationState state, string execution)
    {
        var code = await Host.StoreAsync(state);

        using var response = await SendAsync(Admin, "PUT", code, json: $$"""{"execution":"{{execution}}"}""");

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(await response.Content.ReadAsStringAsync(), Is.Empty);
        Assert.That((await GetAsync(code))[$"admin_{execution}_execution_override"]!.GetValue<bool>(), Is.True);
    }

    [TestCaseSource(nameof(Refused))]
    public async Task Execute_WhenTheStateForbidsIt_ShouldSayWhy(MigrationState state, string execution, string reason)
    {
        var code = await Host.StoreAsync(state);

        using var response = await SendAsync(Admin, "PUT", code, json: $$"""{"execution":"{{execution}}"}""");

        await ShouldBeRefusedAsync(response, "execution", reason);
    }

    [TestCase(RunStatus.Success)]
    [TestCase(RunStatus.Error)]
    public async Task Execute_WhenTheMigrationHasJustEnded_ShouldDoTheSecondAgain(RunStatus first)
    {
        var code = await Host.StoreAsync(SecondRunning, then: migration =>
            migration.Run(DateTimeOffset.UtcNow, first, RunStatus.Success).FinishStepIfOver(DateTimeOffset.UtcNow));
        Assert.That((await GetAsync(code))["status"]!.ToString(), Does.StartWith("completed"));

        using var response = await SendAsync(Admin, "PUT", code, json: """{"execution":"second"}""");

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        var migration = await GetAsync(code);
        Assert.That(
            (migration["status"]!.ToString(), migration["status_detail"]!.ToString(), migration["admin_second_execution_override"]!.GetValue<bool>()),
            Is.EqualTo(("scheduled", "second execution", true)));
        using var again = await SendAsync(Admin, "PUT", code, json: """{"execution":"first"}""");
        await ShouldBeRefusedAsync(again, "execution", IsDone);
    }

    [Test]
    public async Task Execute_WhenTheFirstWasCalledOff_ShouldNotDoTheSecond()
    {
        var code = await Host.StoreAsync(FirstScheduled, then: migration => migration.Cancel(DateTimeOffset.UtcNow));

        using var response = await SendAsync(Admin, "PUT", code, json: """{"execution":"second"}""");

        await ShouldBeRefusedAsync(response, "execution", "must follow the first execution, which has not begun; retry the migration");
    }

    [Test]
    public async Task Execute_WhenTheMigrationIsBeingCancelled_ShouldSayWhy()
    {
        var code = await Host.StoreAsync(FirstRunning, then: migration => migration.Run(Moments.FirstDue, RunStatus.Running).Cancel(Moments.FirstDue));

        using var response = await SendAsync(Admin, "PUT", code, json: """{"execution":"second"}""");

        await ShouldBeRefusedAsync(response, "execution", "is not possible: the migration is being cancelled");
    }

    [TestCaseSource(nameof(BadBodies))]
    public async Task Execute_WhenTheFieldIsWrong_ShouldSayWhatItMustBe(string json, string field, string reason)
    {
        using var response = await SendAsync(Admin, "PUT", "MG99999999", json: json);

        await ShouldBeRefusedAsync(response, field, reason);
    }

    [TestCaseSource(nameof(NoObjects))]
    public async Task Execute_WhenTheBodyIsNoObject_ShouldBlameTheBody(string body)
    {
        using var response = await SendAsync(Admin, "PUT", "MG99999999", json: body);

        await response.ShouldBeEnvelopeAsync(HttpStatusCode.UnprocessableEntity, "Validation failed", "body");
    }

    [TestCase("text/plain")]
    [TestCase("application/x-www-form-urlencoded")]
    [TestCase("application/json; charset=utf-16")]
    public async Task Execute_WhenTheBodyIsOfAnotherType_ShouldBeRefused(string type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/migrations/MG99999999");
        request.Content = new StringContent("""{"execution":"first"}""");
        request.Content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);

        using var response = await Admin.SendAsync(request);

        await response.ShouldBeEnvelopeAsync(HttpStatusCode.UnsupportedMediaType, "Unsupported media type");
    }

    [Test]
    public async Task Execute_WhenTheBodyIsTooLarge_ShouldBeRefused()
    {
        using var response = await SendAsync(Admin, "PUT", "MG99999999", json: new string(' ', 70_000));

        await response.ShouldBeEnvelopeAsync(HttpStatusCode.RequestEntityTooLarge, "Request body too large");
    }
}
