using System.Net;
using System.Text.Json.Nodes;
using Hosting.Migrations.Api.FunctionalTests.Support;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.UnitTests.TestData;
using static Hosting.Migrations.Domain.UnitTests.TestData.Moments;
using static Hosting.Migrations.Domain.UnitTests.TestData.States;

namespace Hosting.Migrations.Api.FunctionalTests.Operations;

public sealed class ResourcesTests : OperationsFixture
{
    private string _code = null!;

    /// <summary>Five mailboxes in the first execution: copied, failed, crashed, under way, and not begun.</summary>
    [OneTimeSetUp]
    public async Task StoreAsync() => _code = await Host.StoreAsync(FirstRunning, mailboxes: 5, then: migration =>
        migration.Run(FirstDue, RunStatus.Success, RunStatus.Error, RunStatus.Crashed, RunStatus.Running));

    [TestCase("", 5)]
    [TestCase("?status=all", 5)]
    [TestCase("?status=", 5)]
    [TestCase("?status=running", 1)]
    [TestCase("?status=success", 2)]
    [TestCase("?status=error", 1)]
    [TestCase("?status=crashed", 1)]
    [TestCase("?status=failed", 2)]
    [TestCase("?query=USER3", 1)]
    [TestCase("?query=%20imap.EXAMPLE%20", 5)]
    [TestCase("?query=-4", 1)]
    [TestCase("?query=%25", 0)]
    [TestCase("?query=_", 0)]
    [TestCase("?query=comuser", 0)]
    [TestCase("?query=user2&status=failed", 1)]
    [TestCase("?query=user1&status=failed", 0)]
    public async Task List_WhenFiltered_ShouldShowAndCountTheMatches(string query, int expected)
    {
        var answer = await ListAsync(query);

        Assert.That(
            (answer.Codes().Count(), answer["pagination"]!["total_records"]!.GetValue<int>()),
            Is.EqualTo((expected, expected)));
    }

    [TestCase("?per=2", "1 2")]
    [TestCase("?per=2&page=2", "3 4")]
    [TestCase("?per=2&page=3", "5")]
    [TestCase("?per=2&page=4", "")]
    [TestCase("?page=2147483647&per=200", "")]
    public async Task List_WhenPaged_ShouldKeepTheFilesOrder(string query, string rows)
    {
        var answer = await ListAsync(query);

        Assert.That(string.Join(' ', answer.Codes().Select(code => code.Split('-')[1])), Is.EqualTo(rows));
        Assert.That(answer["pagination"]!["total_records"]!.GetValue<int>(), Is.EqualTo(5));
    }

    [Test]
    public async Task List_WhenPaged_ShouldLinkTheOtherPages()
    {
        using var response = await SendAsync(Customer, "GET", _code, "/resources?per=2&page=2&status=all");

        Assert.That(response.Headers.GetValues("Link").Single(), Does.Contain($"</api/migrations/{_code}/resources?status=all&per=2&page=3>; rel=\"next\""));
    }

    [Test]
    public async Task List_WhenARunHasNotStarted_ShouldShowAnEmptyObject() =>
        Assert.That((await RowAsync(5))["first_execution_run"]!.ToJsonString(), Is.EqualTo("{}"));

    [Test]
    public async Task List_WhenARunFailed_ShouldSayWhy()
    {
        var row = await RowAsync(2);

        Assert.That(row["first_execution_run"]!["error"]!.ToString(), Is.EqualTo("auth"));
        Assert.That(
            row["error_details"]!.ToJsonString(),
            Is.EqualTo("""[{"code":"auth","message":"LOGIN: AUTHENTICATIONFAILED","run":"first_execution","attempts":1,"occurred_at":"2026-03-03T08:00:00.000Z"}]"""));
    }

    [Test]
    public async Task List_WhenAWorkerDied_ShouldSaySo() =>
        Assert.That((await RowAsync(3))["error_details"]![0]!["code"]!.ToString(), Is.EqualTo("crashed"));

    [Test]
    public async Task List_WhenARunSucceeded_ShouldShowNoErrors()
    {
        var row = await RowAsync(1);

        Assert.That((row["status"]!.ToString(), row["status_detail"]!.ToString(), row["error_details"]!.AsArray().Count), Is.EqualTo(("success", "first execution", 0)));
    }

    [Test]
    public async Task List_WhenARunIsUnderWay_ShouldShowItsPropertiesInTheContractsOrder() =>
        Assert.That(
            (await RowAsync(4))["first_execution_run"]!.AsObject().Select(property => property.Key),
            Is.EqualTo("status started_at finished_at attempts folders messages_total messages_copied messages_skipped messages_failed bytes_copied rate eta_seconds error waiting messages_left_out messages_missing".Split(' ')));

    [Test]
    public async Task List_Always_ShouldShowNoPassword()
    {
        using var response = await SendAsync(Customer, "GET", _code, "/resources");

        Assert.That(await response.Content.ReadAsStringAsync(), Does.Not.Contain("sealed").And.Not.Contain("password"));
    }

    [TestCase("?status=pending", "status")]
    [TestCase("?status=Error", "status")]
    [TestCase("?page=0", "page")]
    [TestCase("?page=", "page")]
    [TestCase("?per=201", "per")]
    [TestCase("?query=a%00b", "query")]
    [TestCase("?page=1&page=2", "page")]
    [TestCase("?page=0&per=x&status=x", "page per status")]
    public async Task List_WhenParametersAreWrong_ShouldNameThem(string query, string fields)
    {
        using var response = await SendAsync(Customer, "GET", "MG99999999", $"/resources{query}");

        await response.ShouldBeEnvelopeAsync(HttpStatusCode.UnprocessableEntity, "Validation failed", fields.Split(' '));
    }

    private async Task<JsonNode> RowAsync(int row) => (await ListAsync($"?query=-{row}"))["resources"]![0]!;

    private async Task<JsonObject> ListAsync(string query)
    {
        using var response = await SendAsync(Customer, "GET", _code, $"/resources{query}");
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), await response.Content.ReadAsStringAsync());
        return await response.JsonAsync();
    }
}
