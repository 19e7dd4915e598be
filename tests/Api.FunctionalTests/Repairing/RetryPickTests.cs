using System.Net;
using Hosting.Migrations.Api.FunctionalTests.Operations;
using Hosting.Migrations.Api.FunctionalTests.Support;
using Hosting.Migrations.Application.Migrations;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.UnitTests.TestData;
using Microsoft.Extensions.DependencyInjection;
using static Hosting.Migrations.Domain.Migrations.RunStatus;
using static Hosting.Migrations.Domain.UnitTests.TestData.Moments;
using static Hosting.Migrations.Domain.UnitTests.TestData.States;

namespace Hosting.Migrations.Api.FunctionalTests.Repairing;

public sealed class RetryPickTests : OperationsFixture
{
    private static IEnumerable<TestCaseData> BadBodies =>
    [
        new("""{"resources":[]}""", "resources", "must name 1 to 500 resources"),
        new("""{"resources":["a","a"]}""", "resources", "must name each resource once"),
        new("""{"resources":"a"}""", "resources", "must be a list of texts of valid Unicode"),
        new("""{"resources":[1]}""", "resources", "must be a list of texts of valid Unicode"),
        new("""{"resources":[null]}""", "resources", "must be a list of texts of valid Unicode"),
        new("""{"error_code":"Auth"}""", "error_code", $"must be one of: {string.Join(", ", Domain.EnumText<CopyFault>.All)}, crashed"),
        new("""{"error_code":7}""", "error_code", "must be a text of valid Unicode"),
        new("[]", "body", "must be a JSON object"),
        new("""{"ressources":["CODE-2"]}""", "body", "may hold resources, error_code and remote_server only"),
    ];

    [TestCase(null, "2 3 4")]
    [TestCase("{}", "2 3 4")]
    [TestCase("""{"resources":null,"error_code":null}""", "2 3 4")]
    [TestCase("""{"error_code":"auth"}""", "2 4")]
    [TestCase("""{"error_code":"crashed"}""", "3")]
    [TestCase("""{"resources":["CODE-4"]}""", "4")]
    [TestCase("""{"remote_server":"imap.example.net"}""", "2 3 4")]
    [TestCase("""{"resources":["CODE-3","CODE-4"],"error_code":"auth"}""", "4")]
    public async Task Retry_WhenSomeArePicked_ShouldTryThose(string? json, string rows)
    {
        var code = await StoreAsync();

        using var response = await SendAsync(Customer, "POST", code, "/retry", json?.Replace("CODE", code, StringComparison.Ordinal));

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Accepted), await response.Content.ReadAsStringAsync());
        Assert.That((await response.JsonAsync())["resources"]![0]!["status"]!.ToString(), Is.EqualTo("running"));
        Assert.That(string.Join(' ', await WaitingAsync(code)), Is.EqualTo(rows));
    }

    [Test]
    public async Task Retry_WhenCodesAreUnknownOrSucceeded_ShouldNameThemAll()
    {
        var code = await StoreAsync();

        using var response = await SendAsync(Customer, "POST", code, "/retry", $$"""{"resources":["{{code}}-1","{{code}}-9","MG00000000-1","{{code}}-2"]}""");

        await response.ShouldBeEnvelopeAsync(HttpStatusCode.UnprocessableEntity, "Validation failed", "resources", "resources", "resources");
        Assert.That(
            (await response.JsonAsync())["errors"]!.AsArray().Select(error => error!["description"]!.ToString()),
            Is.EqualTo(new[] { $"{code}-1 is a success already", $"{code}-9 is no resource of this migration", "MG00000000-1 is no resource of this migration" }));
        Assert.That((await GetAsync(code))["status"]!.ToString(), Is.EqualTo("completed_with_errors"));
    }

    [Test]
    public async Task Retry_WhenNoneFailedForTheReason_ShouldSaySo()
    {
        var code = await StoreAsync();

        using var response = await SendAsync(Customer, "POST", code, "/retry", """{"error_code":"quota"}""");

        await ShouldBeRefusedAsync(response, "error_code", "leaves nothing to try again");
    }

    [Test]
    public async Task Retry_WhenOthersHadNotBegun_ShouldSayThatTheyCantBeLeftOut()
    {
        var code = await Host.StoreAsync(FirstRunning, then: migration => migration.Run(FirstDue, Error).Cancel(FirstDone));

        using var response = await SendAsync(Customer, "POST", code, "/retry", $$"""{"resources":["{{code}}-1"]}""");

        await ShouldBeRefusedAsync(response, "resources", $"can't leave out {code}-2, which had not begun when the migration was cancelled; retry all, or pick that too");
    }

    [TestCaseSource(nameof(BadBodies))]
    public async Task Retry_WhenTheBodyIsWrong_ShouldSayWhatItMustBe(string json, string field, string reason)
    {
        using var response = await SendAsync(Customer, "POST", "MG99999999", "/retry", json);

        await ShouldBeRefusedAsync(response, field, reason);
    }

    [Test]
    public async Task Retry_WhenOnlyATestFailed_ShouldTestThatAgainInTheExecution()
    {
        var code = await Host.StoreAsync(FirstRunning, then: migration =>
            migration.Run(FirstDue, Success, Success).FinishExecution(FirstDone), tests: [Error, Success, Success], mailboxes: 3);

        using var response = await SendAsync(Customer, "POST", code, "/retry");

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Accepted), await response.Content.ReadAsStringAsync());
        var migration = await GetAsync(code);
        Assert.That((migration["status"]!.ToString(), migration["status_detail"]!.ToString()), Is.EqualTo(("running", "first execution")));
        Assert.That(await WaitingAsync(code), Is.EqualTo(new[] { 1 }));
    }

    // A success, a failed login, a dead worker, and a mailbox whose test failed.
    private Task<string> StoreAsync() => Host.StoreAsync(
        FirstRunning,
        mailboxes: 4,
        tests: [Success, Success, Success, Error],
        then: migration => migration.Run(FirstDue, Success, Error, Crashed).FinishExecution(FirstDone));

    private async Task<List<int>> WaitingAsync(string code)
    {
        List<int> rows = [];
        await Host.InScopeAsync(async services => rows = (await services.GetRequiredService<IMigrationRepository>().FindAsync(code, CancellationToken.None))!.Resources
            .Where(resource => resource.CanStart(MigrationStep.TestRun) || resource.CanStart(MigrationStep.FirstExecution))
            .Select(resource => resource.Row).ToList());
        return rows;
    }
}
