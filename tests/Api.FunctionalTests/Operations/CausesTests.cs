using System.Net;
using System.Text.Json.Nodes;
using Hosting.Migrations.Api.FunctionalTests.Support;
using Hosting.Migrations.Domain.UnitTests.TestData;
using static Hosting.Migrations.Domain.Migrations.RunStatus;
using static Hosting.Migrations.Domain.UnitTests.TestData.Moments;
using static Hosting.Migrations.Domain.UnitTests.TestData.States;

namespace Hosting.Migrations.Api.FunctionalTests.Operations;

public sealed class CausesTests : OperationsFixture
{
    [Test]
    public async Task Causes_WhenMailboxesFailed_ShouldGroupThemAndSayWhatHelps()
    {
        var code = await Host.StoreAsync(
            FirstRunning, mailboxes: 5, then: migration => migration.Run(FirstDue, Success, Error, Crashed, Error, Error).FinishExecution(FirstDone));

        using var response = await SendAsync(Customer, "GET", code, "/causes");

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        var body = await response.JsonAsync();
        Assert.That(body["code"]!.ToString(), Is.EqualTo(code));
        var causes = body["causes"]!.AsArray();
        var server = causes[0]!["remote_server"]!.ToString();
        Assert.That(causes.Select(cause => $"{cause!["error_code"]} {cause["mailboxes"]} {cause["remote_server"]}"), Is.EqualTo(new[] { $"auth 3 {server}", "crashed 1 " }));
        Assert.That(causes[0]!["summary"]!.ToString(), Is.EqualTo($"3 mailboxes at {server}: the login is refused"));
        Assert.That(causes[1]!["summary"]!.ToString(), Is.EqualTo("1 mailbox: the worker stopped in the middle"));
        Assert.That(causes.Select(cause => cause!["what_to_do"]!.ToString()), Has.All.Contains("etry"));
        Assert.That(causes[0]!["resources"]!.AsArray().Select(resource => resource!.ToString()), Is.EqualTo(new[] { $"{code}-2", $"{code}-4", $"{code}-5" }));
        Assert.That(causes[0]!["example"]!["resource_code"]!.ToString(), Is.EqualTo($"{code}-2"));
        Assert.That(causes[0]!["example"]!["message"]!.ToString(), Is.Not.Empty);
    }

    [Test]
    public async Task Causes_WhenOneIsRetried_ShouldTryThatAlone()
    {
        var code = await Host.StoreAsync(FirstRunning, mailboxes: 3, then: migration => migration.Run(FirstDue, Success, Error, Crashed).FinishExecution(FirstDone));
        using var response = await SendAsync(Customer, "GET", code, "/causes");
        var cause = (await response.JsonAsync())["causes"]!.AsArray().Single(cause => cause!["error_code"]!.ToString() == "auth")!;
        var picked = new JsonObject { ["error_code"] = cause["error_code"]!.DeepClone(), ["remote_server"] = cause["remote_server"]!.DeepClone() };

        using var retry = await SendAsync(Customer, "POST", code, "/retry", picked.ToJsonString());

        Assert.That(retry.StatusCode, Is.EqualTo(HttpStatusCode.Accepted), await retry.Content.ReadAsStringAsync());
        using var progress = await SendAsync(Customer, "GET", code, "/progress");
        Assert.That(
            (await progress.JsonAsync())["mailboxes"]!.ToJsonString(), Is.EqualTo("""{"total":3,"waiting":1,"running":0,"success":1,"failed":1}"""));
    }

    [Test]
    public async Task Causes_WhenNothingFailed_ShouldBeEmpty()
    {
        var code = await Host.StoreAsync(FirstRunning);

        using var response = await SendAsync(Customer, "GET", code, "/causes");

        Assert.That((await response.JsonAsync())["causes"]!.AsArray(), Is.Empty);
    }

    [TestCase("/causes")]
    [TestCase("/progress")]
    public async Task Get_WhenTheMigrationIsSomebodyElses_ShouldBeNotFound(string path)
    {
        var code = await Host.StoreAsync(FirstRunning);

        using var response = await SendAsync(Stranger, "GET", code, path);

        await response.ShouldBeEnvelopeAsync(HttpStatusCode.NotFound, "Not found");
    }

    [Test]
    public async Task Retry_WhenNoneComesFromTheSource_ShouldSaySo()
    {
        var code = await Host.StoreAsync(FirstRunning, mailboxes: 2, then: migration => migration.Run(FirstDue, Success, Error).FinishExecution(FirstDone));

        using var response = await SendAsync(Customer, "POST", code, "/retry", """{"remote_server":"elsewhere.example"}""");

        await ShouldBeRefusedAsync(response, "remote_server", "leaves nothing to try again");
    }
}
