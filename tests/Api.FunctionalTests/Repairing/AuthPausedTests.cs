using System.Net;
using Hosting.Migrations.Api.FunctionalTests.Operations;
using Hosting.Migrations.Api.FunctionalTests.Support;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.UnitTests.TestData;
using static Hosting.Migrations.Domain.UnitTests.TestData.States;

namespace Hosting.Migrations.Api.FunctionalTests.Repairing;

public sealed class AuthPausedTests : OperationsFixture
{
    [Test]
    public async Task Get_WhenAMailboxWaitsForALogin_ShouldShowWhyAndNoAttempt()
    {
        var code = await PausedAsync();

        using var response = await SendAsync(Customer, "GET", code, $"/resources/{code}-1");

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        var shown = (await response.JsonAsync())["resources"]![0]!;
        Assert.That((shown["status"]!.ToString(), shown["status_detail"]!.ToString()), Is.EqualTo(("error", "test run")));
        Assert.That(
            shown["error_details"]!.ToJsonString(),
            Is.EqualTo("""[{"code":"auth_paused","message":"imap.example.net has refused anna twice","run":"test_run","attempts":0,"occurred_at":"2026-03-02T08:00:00.000Z"}]"""));
        Assert.That((shown["test_run"]!["error"]!.ToString(), (int)shown["test_run"]!["attempts"]!), Is.EqualTo(("auth_paused", 0)));
    }

    [TestCase(null)]
    [TestCase("{}")]
    [TestCase("""{"error_code":"auth_paused"}""")]
    public async Task Retry_WhenAMailboxWaitsForALogin_ShouldBePossibleBeforeTheEnd(string? body)
    {
        var code = await PausedAsync();

        using var response = await SendAsync(Customer, "POST", code, "/retry", body);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Accepted), await response.Content.ReadAsStringAsync());
        Assert.That((await response.JsonAsync())["resources"]![0]!["status"]!.ToString(), Is.EqualTo("validating"));
    }

    [TestCase("""{"error_code":"auth"}""")]
    public async Task Retry_WhenNoneOfThosePickedWaits_ShouldSayWhyNot(string body)
    {
        var code = await PausedAsync();

        using var response = await SendAsync(Customer, "POST", code, "/retry", body);

        await ShouldBeRefusedAsync(response, "migration_code", "has not ended yet");
    }

    [Test]
    public async Task Repair_WhenTheMailboxWaitsForALogin_ShouldHaveItTested()
    {
        var code = await PausedAsync();

        using var response = await SendAsync(Customer, "PATCH", code, $"/resources/{code}-1", """{"remote_password":"right"}""");

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), await response.Content.ReadAsStringAsync());
        Assert.That((await response.JsonAsync())["resources"]![0]!["code"]!.ToString(), Is.EqualTo($"{code}-1"));
    }

    private Task<string> PausedAsync() => Host.StoreAsync(BeingValidated, then: migration => migration.Resources[0].PutOffRun(
        MigrationStep.TestRun, new RunError(CopyFault.AuthPaused, "imap.example.net has refused anna twice"), Moments.Created));
}
