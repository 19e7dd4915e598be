using System.Net;
using Hosting.Migrations.Api.FunctionalTests.Support;
using Hosting.Migrations.Domain.UnitTests.TestData;
using static Hosting.Migrations.Domain.Migrations.RunStatus;
using static Hosting.Migrations.Domain.UnitTests.TestData.Moments;
using static Hosting.Migrations.Domain.UnitTests.TestData.States;

namespace Hosting.Migrations.Api.FunctionalTests.Operations;

/// <summary>Finding mailboxes over all migrations.</summary>
public sealed class MailboxesTests : OperationsFixture
{
    [Test]
    public async Task Find_WhenACustomerAsks_ShouldShowItsMailboxesAndWhereMoreIsTold()
    {
        var code = await Host.StoreAsync(FirstRunning, mailboxes: 2, then: migration => migration.Run(FirstDue, Success, Error).FinishExecution(FirstDone));

        var found = await AskForAsync(Customer, "GET", $"mailboxes?query={code}-2");

        var mailbox = found["resources"]!.AsArray().Single()!;
        Assert.That(mailbox.AsObject().Select(field => field.Key), Is.EqualTo(new[]
        {
            "code", "migration_code", "customer_code", "local_email", "remote_username", "remote_server", "status", "error_code", "status_updated", "links",
        }));
        Assert.That(
            (mailbox["code"]!.ToString(), mailbox["migration_code"]!.ToString(), mailbox["customer_code"]!.ToString(), mailbox["status"]!.ToString(), mailbox["error_code"]!.ToString()),
            Is.EqualTo(($"{code}-2", code, "C1", "error", "auth")));
        Assert.That(mailbox["links"]!.ToJsonString(), Is.EqualTo($$"""{"self":"/api/migrations/{{code}}/resources/{{code}}-2","migration":"/api/migrations/{{code}}"}"""));
        Assert.That(found["pagination"]!.ToJsonString(), Is.EqualTo("""{"per":25,"next_cursor":null}"""));
        using var self = await Customer.GetAsync(mailbox["links"]!["self"]!.ToString());
        Assert.That(self.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await AskForAsync(Customer, "GET", $"mailboxes?query={code}&status=error,crashed&error_code=auth"))["resources"]!.AsArray(), Has.Count.EqualTo(1));
        Assert.That((await AskForAsync(Customer, "GET", $"mailboxes?query={code}&status=all"))["resources"]!.AsArray(), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Find_WhenTheMailboxesAreSomebodyElses_ShouldShowNone()
    {
        var code = await Host.StoreAsync(FirstScheduled);

        Assert.That((await AskForAsync(Stranger, "GET", "mailboxes"))["resources"]!.AsArray(), Is.Empty);
        Assert.That((await AskForAsync(Stranger, "GET", $"mailboxes?query={code}"))["resources"]!.AsArray(), Is.Empty);
        Assert.That((await AskForAsync(Admin, "GET", $"mailboxes?query={code}&customer_code=C2"))["resources"]!.AsArray(), Is.Empty);
        Assert.That((await AskForAsync(Admin, "GET", $"mailboxes?query={code}&customer_code=C1"))["resources"]!.AsArray(), Has.Count.EqualTo(2));
        using var hidden = await AskAsync(Stranger, "GET", $"mailboxes?migration_code={code}");
        using var forbidden = await AskAsync(Customer, "GET", "mailboxes?customer_code=C1");
        using var nobody = await AskAsync(Admin, "GET", "mailboxes?customer_code=nobody");
        await hidden.ShouldBeEnvelopeAsync(HttpStatusCode.NotFound, "Not found");
        await forbidden.ShouldBeEnvelopeAsync(HttpStatusCode.Forbidden, "Forbidden");
        await nobody.ShouldBeEnvelopeAsync(HttpStatusCode.NotFound, "Not found");
    }

    [Test]
    public async Task Find_WhenItIsWalked_ShouldLeadToTheLastPage()
    {
        var code = await Host.StoreAsync(FirstScheduled, mailboxes: 5);

        var (seen, path) = (new List<string>(), $"/api/mailboxes?migration_code={code}&per=2");
        while (path is not null)
        {
            using var response = await Admin.GetAsync(path);
            seen.AddRange((await response.JsonAsync())["resources"]!.AsArray().Select(mailbox => mailbox!["code"]!.ToString()));
            path = response.Headers.TryGetValues("Link", out var links) ? links.Single()[1..].Split('>')[0] : null;
        }

        Assert.That(seen, Is.EqualTo(new[] { 5, 4, 3, 2, 1 }.Select(row => $"{code}-{row}")));
    }

    [TestCase("customer_code=C%201", "customer_code", "must be 1 to 32 letters, digits, '_' or '-'")]
    [TestCase("migration_code=MG1", "migration_code", "must be the code of a migration, such as MG12345678")]
    [TestCase("status=error,none", "status", "must be one of: all, pending, running, success, error, crashed")]
    [TestCase("status=error,", "status", "must be one of: all, pending, running, success, error, crashed")]
    [TestCase("status=all,error", "status", "must be one of: all, pending, running, success, error, crashed")]
    [TestCase("cursor=YXVkaXQuMS4y", "cursor", "must be the next_cursor of a page of the same list, in the same order")]
    [TestCase("query=%00", "query", "must not contain control characters")]
    [TestCase("per=201", "per", "must be between 1 and 200")]
    public async Task Find_WhenAValueIsNotValid_ShouldNameTheParameter(string query, string field, string reason)
    {
        using var response = await AskAsync(Admin, "GET", $"mailboxes?{query}");

        await ShouldBeRefusedAsync(response, field, reason);
    }

    [TestCase("error_code=tired", "error_code")]
    [TestCase("status=error&status=crashed", "status")]
    public async Task Find_WhenAValueIsNoneOfThose_ShouldNameTheParameter(string query, string field)
    {
        using var response = await AskAsync(Admin, "GET", $"mailboxes?{query}");

        await response.ShouldBeEnvelopeAsync(HttpStatusCode.UnprocessableEntity, "Validation failed", field);
    }
}
