using System.Net;
using System.Text.Json.Nodes;
using Hosting.Migrations.Api.FunctionalTests.Support;
using Hosting.Migrations.Application.Migrations;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.UnitTests.TestData;
using Microsoft.Extensions.DependencyInjection;

namespace Hosting.Migrations.Api.FunctionalTests.Operations;

public sealed class ReportTests : OperationsFixture
{
    private string _code = null!;

    /// <summary>Three mailboxes; of the second, a message was refused.</summary>
    [OneTimeSetUp]
    public async Task StoreAsync()
    {
        _code = await Host.StoreAsync(States.FirstRunning, mailboxes: 3, then: migration =>
            migration.Run(Moments.FirstDue, RunStatus.Success, RunStatus.Error));
        await Host.InScopeAsync(async services =>
        {
            var migration = await services.GetRequiredService<IMigrationRepository>().FindAsync(_code, CancellationToken.None);
            var id = migration!.Resources[1].Id;
            await services.GetRequiredService<IRunReportRepository>().ReplaceAsync(id, MigrationStep.FirstExecution,
            [
                new RunReportEntry(id, MigrationStep.FirstExecution, CopyFault.TooLarge, "=2+3", "@SUM(\"A;1\")", 42, "+<x@y>"),
            ], CancellationToken.None);
        });
    }

    [Test]
    public async Task Report_WhenNothingIsPreferred_ShouldBeJsonWithEveryMailboxAndLine()
    {
        using var response = await SendAsync(Customer, "GET", _code, "/report");

        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/json"));
        var resources = (await response.JsonAsync())["resources"]!.AsArray();
        Assert.That(resources.Select(resource => resource!["runs"]!.AsArray().Count), Is.EqualTo(new[] { 2, 2, 1 }));
        Assert.That(
            JsonNode.Parse(resources[1]!["runs"]![1]!["lines"]!.ToJsonString())!.ToJsonString(),
            Is.EqualTo(JsonNode.Parse("""[{"folder":"@SUM(\"A;1\")","uid":42,"message_id":"+<x@y>","code":"too_large","reason":"=2+3"}]""")!.ToJsonString()));
    }

    [TestCase("text/csv", "text/csv")]
    [TestCase("text/csv, application/json;q=0.5", "text/csv")]
    [TestCase("text/*", "text/csv")]
    [TestCase("text/csv;q=0.5, application/json", "application/json")]
    [TestCase("text/csv;q=0", "application/json")]
    [TestCase("text/csv;q=0.9, */*;q=0.8", "text/csv")]
    [TestCase("*/*", "application/json")]
    [TestCase("application/xml", "application/json")]
    public async Task Report_WhenSomethingIsPreferred_ShouldBeThatOrJson(string accept, string expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/migrations/{_code}/report");
        request.Headers.TryAddWithoutValidation("Accept", accept);

        using var response = await Customer.SendAsync(request);

        Assert.That(
            (response.StatusCode, response.Content.Headers.ContentType?.MediaType),
            Is.EqualTo((HttpStatusCode.OK, expected)));
    }

    [Test]
    public async Task Report_WhenItIsCsv_ShouldHaveARowForEachRunAndLineAndNoFormula()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/migrations/{_code}/report") { Headers = { Accept = { new("text/csv") } } };

        using var response = await Customer.SendAsync(request);

        var rows = (await response.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.That(rows, Has.Length.EqualTo(7));
        Assert.That(rows.Select(row => row.Split(',')[0]), Is.EqualTo(new[] { "resource", $"{_code}-1", $"{_code}-1", $"{_code}-2", $"{_code}-2", $"{_code}-2", $"{_code}-3" }));
        Assert.That(rows[5], Does.EndWith("""'@SUM(""A;1"")",42,"'+<x@y>",too_large,"'=2+3" """.TrimEnd()));
    }
}
