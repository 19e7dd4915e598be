using System.Net;
using Hosting.Migrations.Api.FunctionalTests.Operations;
using Hosting.Migrations.Api.FunctionalTests.Support;
using Hosting.Migrations.Application.Migrations;
using Hosting.Migrations.Application.Security;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.UnitTests.TestData;
using Microsoft.Extensions.DependencyInjection;
using static Hosting.Migrations.Domain.UnitTests.TestData.States;

namespace Hosting.Migrations.Api.FunctionalTests.Repairing;

public sealed class RepairTests : OperationsFixture
{
    private const string IsRunning = "can't be changed while its run is under way; wait for the run's end, or pause the migration first if it has not ended";
    private const string HasEnded = "can't be changed any more: the migration has ended";

    private static readonly string LongUser = new('u', Mailbox.MaxUserLength + 1);

    private static IEnumerable<TestCaseData> BadBodies =>
    [
        new("{}", "body", "must hold remote_server, remote_username, remote_password, masteruser, masteruser_password or connection"),
        new("""{"remote_password":null}""", "body", "must hold remote_server, remote_username, remote_password, masteruser, masteruser_password or connection"),
        new("""{"remote_password":"x","remote_usrname":"y"}""", "body", "may hold remote_server, remote_username, remote_password, masteruser, masteruser_password and connection only"),
        new("""{"remote_password":""}""", "remote_password", "is empty"),
        new("""{"remote_password":"a\nb"}""", "remote_password", "must not contain control characters, line breaks included"),
        new("""{"remote_password":1}""", "remote_password", "must be a text of valid Unicode"),
        new("""{"remote_password":"a","remote_password":"b"}""", "remote_password", "must be given once"),
        new("""{"remote_server":"imaps://imap.example.net/"}""", "remote_server", "must be a host name or IP address without scheme or path"),
        new("""{"remote_server":"imap.example.net:70000"}""", "remote_server", "must be a host name or IP address, optionally with a port from 1 to 65535, such as imap.example.net:993"),
        new("{\"remote_username\":\"a\u200Bb\"}", "remote_username", "must not contain U+200B, a character that is not seen"),
        new($$"""{"masteruser":"{{LongUser}}"}""", "masteruser", "must have at most 320 characters"),
        new("""{"masteruser_password":""}""", "masteruser_password", "is empty"),
    ];

    private static IEnumerable<TestCaseData> Misfits =>
    [
        new("""{"masteruser_password":"x"}""", "masteruser_password", "is not used: no master user logs in; give masteruser too"),
        new("""{"masteruser":"boss"}""", "masteruser_password", "is required: the password that is known is not this user's"),
        new("""{"masteruser":"boss","masteruser_password":"x","remote_password":"y"}""", "remote_password", "is not used: a master user logs in; give masteruser_password instead"),
    ];

    [TestCaseSource(typeof(States), nameof(GoingOn))]
    public async Task Repair_WhenNoRunIsUnderWay_ShouldReplaceTheLoginAndHaveItTested(MigrationState state)
    {
        var code = await Host.StoreAsync(state);

        using var response = await PatchAsync(code, """{"remote_password":"new pässword","remote_username":"anna2","remote_server":"imap.other.example:993"}""");

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), await response.Content.ReadAsStringAsync());
        var text = await response.Content.ReadAsStringAsync();
        Assert.That(text, Does.Not.Contain("ssword"));
        var shown = (await response.JsonAsync())["resources"]![0]!;
        Assert.That(
            (shown["code"]!.ToString(), shown["remote_username"]!.ToString(), shown["remote_server"]!.ToString(), shown["masteruser"]),
            Is.EqualTo(($"{code}-1", "anna2", "imap.other.example:993", (object?)null)));
        var stored = await ReadAsync(code);
        Assert.That((stored.Password, stored.Waits), Is.EqualTo(("new pässword", true)));
        Assert.That((await GetAsync(code))["status"]!.ToString(), Is.EqualTo(EnumText(state)));
    }

    [TestCase(RunStatus.Success)]
    [TestCase(RunStatus.Error)]
    public async Task Repair_WhenTheMigrationHasJustEnded_ShouldTestTheMailboxAndLeaveTheEnd(RunStatus first)
    {
        var code = await EndedAsync(first);
        var before = (await GetAsync(code))["status"]!.ToString();

        using var response = await PatchAsync(code, """{"remote_password":"new"}""");

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), await response.Content.ReadAsStringAsync());
        Assert.That((await ReadAsync(code)).Waits, Is.True);
        Assert.That((await GetAsync(code))["status"]!.ToString(), Is.EqualTo(before));
    }

    [Test]
    public async Task Repair_WhenTheMailboxWasNeverTested_ShouldHaveItTestedAndShowNoRunBefore()
    {
        var code = await Host.StoreAsync(BeingValidated, then: migration => migration.Cancel(DateTimeOffset.UtcNow));

        using var response = await PatchAsync(code, """{"remote_password":"new"}""");

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), await response.Content.ReadAsStringAsync());
        var shown = (await response.JsonAsync())["resources"]![0]!;
        Assert.That((shown["status"]!.ToString(), shown["test_run"]!.ToJsonString(), (await ReadAsync(code)).Waits), Is.EqualTo(("pending", "{}", true)));
        using var report = await SendAsync(Customer, "GET", code, "/report");
        Assert.That((await report.JsonAsync())["resources"]![0]!["runs"]!.AsArray(), Is.Empty);
    }

    [TestCaseSource(typeof(States), nameof(Ended))]
    public async Task Repair_WhenTheMigrationEndedLongAgo_ShouldSayWhyNot(MigrationState state)
    {
        var code = await Host.StoreAsync(state);

        using var response = await PatchAsync(code, """{"remote_password":"new"}""");

        await ShouldBeRefusedAsync(response, "resource_code", HasEnded);
    }

    [TestCaseSource(typeof(States), nameof(UnderWay))]
    public async Task Repair_WhenItsRunIsUnderWay_ShouldSayWhyNot(MigrationState state)
    {
        var code = await Host.StoreAsync(state, then: migration => migration.Run(Moments.SecondDue, RunStatus.Running));

        using var response = await PatchAsync(code, """{"remote_password":"new"}""");

        await ShouldBeRefusedAsync(response, "resource_code", IsRunning);
    }

    [Test]
    public async Task Repair_WhenTheMigrationIsBeingCancelled_ShouldSayWhyNot()
    {
        var code = await Host.StoreAsync(FirstRunning, then: migration => migration.Run(Moments.FirstDue, RunStatus.Success, RunStatus.Running).Cancel(Moments.FirstDue));

        using var response = await PatchAsync(code, """{"remote_password":"new"}""");

        await ShouldBeRefusedAsync(response, "resource_code", "can't be changed: the migration is being cancelled");
    }

    [TestCaseSource(nameof(BadBodies))]
    public async Task Repair_WhenTheRequestIsWrong_ShouldSayWhatItMustBe(string json, string field, string reason)
    {
        using var response = await SendAsync(Customer, "PATCH", "MG99999999", "/resources/MG99999999-1", json);

        await ShouldBeRefusedAsync(response, field, reason);
    }

    [Test]
    public async Task Repair_WhenSeveralFieldsAreWrong_ShouldNameThemAll()
    {
        using var response = await SendAsync(
            Customer, "PATCH", "MG99999999", "/resources/MG99999999-1", """{"remote_server":"a b","remote_username":"","remote_password":7}""");

        await response.ShouldBeEnvelopeAsync(HttpStatusCode.UnprocessableEntity, "Validation failed", "remote_server", "remote_username", "remote_password");
    }

    [TestCaseSource(nameof(Misfits))]
    public async Task Repair_WhenThePasswordIsNotTheOneThatLogsIn_ShouldSayWhichIs(string json, string field, string reason)
    {
        var code = await Host.StoreAsync(FirstScheduled);

        using var response = await PatchAsync(code, json);

        await ShouldBeRefusedAsync(response, field, reason);
    }

    [Test]
    public async Task Repair_WhenAMasterUserComesAndGoes_ShouldShowIt()
    {
        var code = await Host.StoreAsync(FirstScheduled);

        using var comes = await PatchAsync(code, """{"masteruser":"boss","masteruser_password":"of the boss"}""");
        Assert.That((await comes.JsonAsync())["resources"]![0]!["masteruser"]!.ToString(), Is.EqualTo("boss"));
        Assert.That((await ReadAsync(code)).Password, Is.EqualTo("of the boss"));

        using var refused = await PatchAsync(code, """{"masteruser":null}""");
        await ShouldBeRefusedAsync(refused, "remote_password", "is required: the password that is known is not this user's");

        using var goes = await PatchAsync(code, """{"masteruser":null,"remote_password":"own"}""");
        Assert.That((await goes.JsonAsync())["resources"]![0]!["masteruser"], Is.Null);
        Assert.That((await ReadAsync(code)).Password, Is.EqualTo("own"));
    }

    [Test]
    public async Task Repair_WhenTheServerIsAnother_ShouldNotSendTheKnownPasswordThere()
    {
        var code = await Host.StoreAsync(FirstScheduled);

        using var response = await PatchAsync(code, """{"remote_server":"imap.attacker.example"}""");

        await ShouldBeRefusedAsync(response, "remote_password", "is required with another server: the password that is known was given for the one before");
    }

    [Test]
    public async Task Repair_WhenItWouldBeTheSameAsAnother_ShouldNameThat()
    {
        var code = await Host.StoreAsync(FirstScheduled, then: migration => migration.AddResources(
            ACustomer.With(), [new Mailbox("user1@example.com", "imap.second.example", "user1", SealedPassword: "sealed")], Moments.SlotFree));

        using var response = await SendAsync(Customer, "PATCH", code, $"/resources/{code}-3", """{"remote_server":"IMAP.example.net:993","remote_password":"own"}""");

        await ShouldBeRefusedAsync(response, "remote_server", $"makes it the same mailbox from the same source as {code}-1");
    }

    [Test]
    public async Task Repair_WhenManyComeAtOnce_ShouldLetOneWinAndTellTheOthers()
    {
        var code = await Host.StoreAsync(FirstScheduled);
        var responses = await Task.WhenAll(Enumerable.Range(1, 8).Select(number => PatchAsync(code, $$"""{"remote_password":"number {{number}}"}""")));

        var winners = new List<string>();
        foreach (var (response, number) in responses.Zip(Enumerable.Range(1, 8)))
        {
            using (response)
            {
                if (response.StatusCode == HttpStatusCode.OK)
                {
                    winners.Add($"number {number}");
                }
                else
                {
                    await response.ShouldBeEnvelopeAsync(HttpStatusCode.Conflict, "Conflict", "resource_code");
                }
            }
        }

        Assert.That(winners, Does.Contain((await ReadAsync(code)).Password));
    }

    [TestCase("-3")]
    [TestCase("-01")]
    [TestCase("")]
    public async Task Repair_WhenThereIsNoSuchRow_ShouldBeNotFound(string row)
    {
        var (code, other) = (await Host.StoreAsync(FirstScheduled), await Host.StoreAsync(FirstScheduled));

        using var missing = await SendAsync(Customer, "PATCH", code, $"/resources/{code}{row}", """{"remote_password":"new"}""");
        using var elsewhere = await SendAsync(Customer, "PATCH", code, $"/resources/{other}-1", """{"remote_password":"new"}""");

        await missing.ShouldBeEnvelopeAsync(HttpStatusCode.NotFound, "Not found");
        await elsewhere.ShouldBeEnvelopeAsync(HttpStatusCode.NotFound, "Not found");
    }

    private static string EnumText(MigrationState state) => Domain.EnumText<MigrationStatus>.ToText(state.Status);

    private Task<HttpResponseMessage> PatchAsync(string code, string json) => SendAsync(Customer, "PATCH", code, $"/resources/{code}-1", json);

    private Task<string> EndedAsync(RunStatus first) => Host.StoreAsync(FirstRunning, then: migration =>
        migration.Run(DateTimeOffset.UtcNow, first, RunStatus.Success).FinishStepIfOver(DateTimeOffset.UtcNow));

    private async Task<(string Password, bool Waits)> ReadAsync(string code)
    {
        (string, bool) read = default;
        await Host.InScopeAsync(async services =>
        {
            var resource = (await services.GetRequiredService<IMigrationRepository>().FindAsync(code, CancellationToken.None))!.Resources[0];
            read = (services.GetRequiredService<ISecretSealer>().Unseal(resource.SealedPassword!).Reveal(), resource.CanStart(MigrationStep.TestRun));
        });
        return read;
    }
}
