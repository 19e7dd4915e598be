using System.Net;
using Hosting.Migrations.Api.FunctionalTests.Support;

namespace Hosting.Migrations.Api.FunctionalTests.Migrations;

public sealed class ListMigrationsBadInputTests
{
    private static readonly TestCaseData<string, string>[] Queries =
    [
        new("page=abc", "page"),
        new("page=", "page"),
        new("page=%20", "page"),
        new("page=0", "page"),
        new("page=-1", "page"),
        new("page=1.5", "page"),
        new("page=1e3", "page"),
        new("page=0x10", "page"),
        new("page=%D9%A1", "page"),
        new("page=%00", "page"),
        new("page=1%00", "page"),
        new("page=%2B1", "page"),
        new("page=-", "page"),
        new("page=2147483648", "page"),
        new("page=99999999999999999999", "page"),
        new("page=1&page=2", "page"),
        new("page=1&PAGE=1", "page"),
        new("page=&page=", "page"),
        new("per=0", "per"),
        new("per=-5", "per"),
        new("per=201", "per"),
        new("per=ten", "per"),
        new("per=", "per"),
        new("per=1&per=1", "per"),
        new("status=unknown", "status"),
        new("status=Running", "status"),
        new("status=3", "status"),
        new("status=running,done", "status"),
        new("status=%20running", "status"),
        new("status=running&status=failed", "status"),
        new("status=&status=", "status"),
        new("query=a&query=b", "query"),
        new("query=a%00b", "query"),
        new("query=%1F", "query"),
        new("query=a%0Ab", "query"),
        new($"query={new string('x', 201)}", "query"),
        new($"query={new string('x', 10_240)}", "query"),
        new($"query={string.Concat(Enumerable.Repeat("%F0%9F%93%A7", 201))}", "query"),
        new($"status={new string('x', 10_240)}", "status"),
        new($"page={new string('1', 10_240)}", "page"),
        new($"customer_code={new string('x', 10_240)}", "customer_code"),
        new("customer_code=not%20valid", "customer_code"),
        new("customer_code=C1%0A", "customer_code"),
        new("customer_code=C1%00", "customer_code"),
        new("customer_code=%C3%84", "customer_code"),
        new("customer_code=C1&customer_code=C1", "customer_code"),
        new("page=x&per=0&status=y&query=%00&customer_code=%20", "page per status query customer_code"),
    ];

    [TestCaseSource(nameof(Queries))]
    public async Task List_WhenTheQueryStringIsBad_ShouldNameEveryFieldAtFault(string query, string fields)
    {
        using var client = TestService.Client(TestData.AdminToken);

        using var response = await client.GetAsync($"/api/migrations?{query}");

        await response.ShouldBeEnvelopeAsync(HttpStatusCode.UnprocessableEntity, "Validation failed", fields.Split(' '));
    }

    [Test]
    public async Task List_WhenTheTermHas200Emoji_ShouldCountCharactersAndNotBytes()
    {
        using var client = TestService.Client(TestData.AdminToken);

        var list = await client.GetListAsync($"?query={string.Concat(Enumerable.Repeat("%F0%9F%93%A7", 200))}");

        Assert.That(list["resources"]!.AsArray(), Is.Empty);
    }

    [TestCase("?page=x", "must be a whole number up to 2147483647")]
    [TestCase("?page=0", "must be 1 or more")]
    [TestCase("?page=1&page=2", "must be given once")]
    [TestCase("?per=201", "must be between 1 and 200")]
    [TestCase("?status=x", "must be one of: all, validating, to_schedule, scheduled, running, failed, completed_with_errors, completed")]
    [TestCase("?query=%00", "must not contain control characters")]
    [TestCase("?customer_code=!", "must be 1 to 32 letters, digits, '_' or '-'")]
    public async Task List_WhenAFieldIsBad_ShouldSayWhatIsWrong(string query, string description)
    {
        using var client = TestService.Client(TestData.AdminToken);

        using var response = await client.GetAsync($"/api/migrations{query}");

        var body = await response.JsonAsync();
        Assert.That(body["errors"]![0]!["description"]!.GetValue<string>(), Is.EqualTo(description));
    }
}
