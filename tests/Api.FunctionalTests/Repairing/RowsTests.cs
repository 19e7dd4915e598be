using System.Net;
using Hosting.Migrations.Api.FunctionalTests.Operations;
using Hosting.Migrations.Api.FunctionalTests.Support;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.UnitTests.TestData;
using static Hosting.Migrations.Domain.UnitTests.TestData.States;

namespace Hosting.Migrations.Api.FunctionalTests.Repairing;

public sealed class RowsTests : OperationsFixture
{
    private const string Row = "new@example.com;imap.example.net;new;secret";

    private static IEnumerable<TestCaseData> BadFiles =>
    [
        new(null, "is required"),
        new("", "has no row with a mailbox"),
        new("new@example.com;imap.example.net", "row 1: must have 4 fields, not 2"),
        new("new@example.com;imap example;new;secret", "row 1, remote_server: must be a host name or IP address, optionally with a port from 1 to 65535, such as imap.example.net:993"),
    ];

    private static IEnumerable<TestCaseData> Misfits =>
    [
        new("new@other.example;imap.example.net;new;secret", "row 1, local_email: is not in a domain of customer C1"),
        new("USER2@example.com;imap.example.net:993;User2;secret", "row 1: is the same mailbox from the same source as CODE-2"),
    ];

    [TestCaseSource(typeof(States), nameof(GoingOn))]
    public async Task Add_WhenTheMigrationGoesOn_ShouldShowTheNewMailboxesAndCountThem(MigrationState state)
    {
        var code = await Host.StoreAsync(state);

        using var response = await AddAsync(code, $"{Row}\\nnew2@example.com;imap.example.net;new2;secret");

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Created), await response.Content.ReadAsStringAsync());
        Assert.That(response.Headers.Location!.ToString(), Is.EqualTo($"/api/migrations/{code}/resources"));
        var answer = await response.JsonAsync();
        Assert.That(answer.Codes(), Is.EqualTo(new[] { $"{code}-3", $"{code}-4" }));
        Assert.That(answer["resources"]!.AsArray().Select(resource => resource!["status"]!.ToString()), Is.All.EqualTo("pending"));
        Assert.That(answer["pagination"]!.ToJsonString(), Is.EqualTo("{}"));
        Assert.That(answer.ToJsonString(), Does.Not.Contain("secret"));
        Assert.That((await GetAsync(code))["resources"]!.GetValue<int>(), Is.EqualTo(4));
    }

    [Test]
    public async Task Add_WhenAUserIsKnownAlready_ShouldWarnAndTellNothingOfItsPassword()
    {
        var code = await Host.StoreAsync(FirstScheduled);
        using var first = await AddAsync(code, Row);

        using var right = await AddAsync(code, "more@example.com;imap.example.net;NEW;secret");
        using var wrong = await AddAsync(code, "again@example.com;imap.example.net;new;other");

        Assert.That(first.StatusCode, Is.EqualTo(HttpStatusCode.Created), await first.Content.ReadAsStringAsync());
        foreach (var response in new[] { right, wrong })
        {
            var answer = await response.JsonAsync();
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Created), answer.ToJsonString());
            Assert.That(
                answer["warnings"]!.AsArray().Select(warning => $"{warning!["code"]} {warning["description"]}"),
                Is.EqualTo(new[] { $"shared_user row 1, remote_username: is the same user at the same server as that of {code}-3: both mailboxes will get the same mail" }));
        }
    }

    [Test]
    public async Task Add_WhenItIsAForm_ShouldReadTheFile()
    {
        var code = await Host.StoreAsync(FirstScheduled);
        using var form = new MultipartFormDataContent { { new StringContent(Row), "csv_file", "more.csv" } };

        using var response = await Customer.PostAsync($"/api/migrations/{code}/resources", form);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Created), await response.Content.ReadAsStringAsync());
    }

    [TestCaseSource(nameof(BadFiles))]
    public async Task Add_WhenTheFileIsWrong_ShouldSayWhere(string? content, string reason)
    {
        using var response = await SendAsync(Customer, "POST", "MG99999999", "/resources", content is null ? "{}" : $$"""{"csv_file_content":"{{content}}"}""");

        await ShouldBeRefusedAsync(response, "csv_file_content", reason);
    }

    [TestCaseSource(nameof(Misfits))]
    public async Task Add_WhenARowDoesNotFitTheMigration_ShouldSayWhichAndAddNothing(string content, string reason)
    {
        var code = await Host.StoreAsync(FirstScheduled);

        using var response = await AddAsync(code, $"{content}\\n{Row}");

        await ShouldBeRefusedAsync(response, "csv_file_content", reason.Replace("CODE", code, StringComparison.Ordinal));
        Assert.That((await GetAsync(code))["resources"]!.GetValue<int>(), Is.EqualTo(2));
    }

    [Test]
    public async Task Add_WhenTheMigrationWouldBeTooLarge_ShouldSayHowLargeItMayBe()
    {
        var code = await Host.StoreAsync(FirstScheduled);

        using var response = await AddAsync(code, string.Join("\\n", Enumerable.Range(1, 499).Select(n => $"n{n}@example.com;imap.example.net;n{n};secret")));

        await ShouldBeRefusedAsync(response, "csv_file_content", "would give the migration 501 mailboxes; at most 500 are allowed");
    }

    [TestCaseSource(typeof(States), nameof(Ended))]
    public async Task AddOrRemove_WhenTheMigrationHasEnded_ShouldSayWhyNot(MigrationState state)
    {
        var code = await Host.StoreAsync(state);

        using var add = await AddAsync(code, Row);
        using var remove = await RemoveAsync(code, 1);

        await ShouldBeRefusedAsync(add, "migration_code", "can't be changed any more: the migration has ended");
        await ShouldBeRefusedAsync(remove, "resource_code", "can't be changed any more: the migration has ended");
    }

    [Test]
    public async Task AddOrRemove_WhenTheMigrationIsBeingCancelled_ShouldSayWhyNot()
    {
        var code = await Host.StoreAsync(FirstRunning, then: migration => migration.Run(Moments.FirstDue, RunStatus.Running).Cancel(Moments.FirstDue));

        using var add = await AddAsync(code, Row);
        using var remove = await RemoveAsync(code, 2);

        await ShouldBeRefusedAsync(add, "migration_code", "can't be changed: the migration is being cancelled");
        await ShouldBeRefusedAsync(remove, "resource_code", "can't be changed: the migration is being cancelled");
    }

    [TestCaseSource(typeof(States), nameof(GoingOn))]
    public async Task Remove_WhenItsRunIsNotUnderWay_ShouldTakeItOut(MigrationState state)
    {
        var code = await Host.StoreAsync(state);

        using var response = await RemoveAsync(code, 2);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(await response.Content.ReadAsStringAsync(), Is.Empty);
        using var gone = await SendAsync(Customer, "GET", code, $"/resources/{code}-2");
        await gone.ShouldBeEnvelopeAsync(HttpStatusCode.NotFound, "Not found");
        Assert.That((await GetAsync(code))["resources"]!.GetValue<int>(), Is.EqualTo(1));
    }

    [Test]
    public async Task Remove_WhenItWasTheLastToBeWaitedFor_ShouldEndTheExecution()
    {
        var code = await Host.StoreAsync(FirstRunning, then: migration => migration.Run(Moments.FirstDue, RunStatus.Success));

        using var response = await RemoveAsync(code, 2);

        Assert.That((await GetAsync(code))["status"]!.ToString(), Is.EqualTo("completed"));
    }

    [Test]
    public async Task Remove_WhenItsRunIsUnderWay_ShouldSayWhyNot()
    {
        var code = await Host.StoreAsync(FirstRunning, then: migration => migration.Run(Moments.FirstDue, RunStatus.Running));

        using var response = await RemoveAsync(code, 1);

        await ShouldBeRefusedAsync(
            response, "resource_code", "can't be changed while its run is under way; wait for the run's end, or pause the migration first if it has not ended");
    }

    [Test]
    public async Task Remove_WhenItIsTheOnlyOne_ShouldSayWhatToDo()
    {
        var code = await Host.StoreAsync(FirstScheduled, mailboxes: 1);

        using var response = await RemoveAsync(code, 1);

        await ShouldBeRefusedAsync(response, "resource_code", "is the only mailbox of its migration; delete that instead");
    }

    private Task<HttpResponseMessage> AddAsync(string code, string content) =>
        SendAsync(Customer, "POST", code, "/resources", $$"""{"csv_file_content":"{{content}}"}""");

    private Task<HttpResponseMessage> RemoveAsync(string code, int row) => SendAsync(Customer, "DELETE", code, $"/resources/{code}-{row}");
}
