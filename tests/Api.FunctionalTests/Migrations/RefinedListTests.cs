using System.Net;
using System.Text.Json.Nodes;
using Hosting.Migrations.Api.FunctionalTests.Operations;
using Hosting.Migrations.Api.FunctionalTests.Support;
using Hosting.Migrations.Domain.UnitTests.TestData;
using static Hosting.Migrations.Domain.Migrations.RunStatus;
using static Hosting.Migrations.Domain.UnitTests.TestData.Moments;
using static Hosting.Migrations.Domain.UnitTests.TestData.States;

namespace Hosting.Migrations.Api.FunctionalTests.Migrations;

/// <summary>The list's orders, further filters and walks.</summary>
public sealed class RefinedListTests : OperationsFixture
{
    [Test]
    public async Task List_WhenNothingNewIsAskedFor_ShouldAnswerAsEver()
    {
        await Host.StoreAsync(FirstScheduled);

        var list = await AskForAsync(Customer, "GET", "migrations?per=1");

        Assert.That(list.Select(field => field.Key), Is.EqualTo(new[] { "resources", "pagination" }));
        Assert.That((list["pagination"]!["sort_field"]!.ToString(), list["pagination"]!["sort"]!.ToString()), Is.EqualTo(("created_at", "desc")));
    }

    [Test]
    public async Task List_WhenSeveralStatusesAreAskedFor_ShouldHoldThese()
    {
        var (scheduled, failed, running) = (await Host.StoreAsync(FirstScheduled), await Host.StoreAsync(FirstFailed), await Host.StoreAsync(FirstRunning));

        var list = await AskForAsync(Customer, "GET", "migrations?status=scheduled,failed&per=200");

        Assert.That(CodesOf(list), Has.Member(scheduled).And.Member(failed).And.No.Member(running));
        Assert.That(list["pagination"]!["status"]!.ToString(), Is.EqualTo("scheduled,failed"));
        Assert.That((long)list["pagination"]!["total_records"]!, Is.EqualTo(CodesOf(list).Count));
    }

    [Test]
    public async Task List_WhenItIsWalkedWhileMigrationsAreAdded_ShouldShowEachOnce()
    {
        for (var i = 0; i < 3; i++)
        {
            await Host.StoreAsync(FirstScheduled);
        }

        foreach (var sort in new[] { "", "&sort=-created", "&sort=created", "&sort=first_execution_date" })
        {
            var before = CodesOf(await AskForAsync(Customer, "GET", $"migrations?per=200{sort}"));
            var (seen, path) = (new List<string>(), $"/api/migrations?per=2&cursor=start{sort}");
            while (path is not null)
            {
                using var response = await Customer.GetAsync(path);
                var page = await response.JsonAsync();
                Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), page.ToJsonString());
                seen.AddRange(CodesOf(page));
                path = response.Headers.TryGetValues("Link", out var links) ? links.Single()[1..].Split('>')[0] : null;
                Assert.That(path is null, Is.EqualTo(page["next_cursor"] is null));
                if (sort.Length == 0)
                {
                    await Host.StoreAsync(FirstScheduled);
                }
            }

            Assert.That(seen.Where(before.Contains), Is.EqualTo(before), sort);
            Assert.That(seen, Is.Unique);
        }
    }

    [Test]
    public async Task Poll_WhenSomethingChanges_ShouldNeverBeToldThatItIsStillGood()
    {
        var code = await Host.StoreAsync(FirstScheduled);
        foreach (var query in new[] { "has_errors=false&per=200", "status=scheduled,failed", "sort=created&per=200", "cursor=start", "created_from=2020-01-01" })
        {
            var (tag, _) = await PollAsync(query);
            Assert.That(await PollAsync(query, tag), Is.EqualTo((tag, HttpStatusCode.NotModified)), query);
            await Host.ChangeAsync(code, migration =>
            {
                if (migration.IsPaused)
                {
                    migration.Resume(Created);
                }
                else
                {
                    migration.Pause(Created);
                }
            });

            Assert.That((await PollAsync(query, tag)).Status, Is.EqualTo(HttpStatusCode.OK), query);
        }
    }

    [Test]
    public async Task Poll_WhenLatenessIsAskedFor_ShouldAlwaysBeAnswered()
    {
        await Host.StoreAsync(FirstScheduled);
        foreach (var query in new[] { "is_late=true", "is_late=false" })
        {
            var (tag, _) = await PollAsync(query);

            // Time alone may have changed what it holds.
            Assert.That((await PollAsync(query, tag)).Status, Is.EqualTo(HttpStatusCode.OK), query);
        }
    }

    [Test]
    public async Task Poll_WhenAnotherUrlIsAsked_ShouldNotTakeItsTag()
    {
        var queries = new[] { "per=7", "per=7&sort=created", "per=7&has_errors=true", "per=7&is_late=false", "per=7&created_from=2020-01-01", "per=7&created_to=2020-01-01", "per=7&cursor=start" };
        var tags = new List<string>();
        foreach (var query in queries)
        {
            tags.Add((await PollAsync(query)).Tag);
        }

        Assert.That(tags, Is.Unique);
    }

    [Test]
    public async Task List_WhenErrorsOrLatenessAreAskedFor_ShouldAgreeWithWhatIsShown()
    {
        await Host.StoreAsync(FirstRunning, mailboxes: 2, then: migration => migration.Run(FirstDue, Success, Error).FinishExecution(FirstDone));
        await Host.StoreAsync(FirstScheduled);
        foreach (var (query, field, value) in new[] { ("has_errors=true", "resources_has_errors", true), ("has_errors=false", "resources_has_errors", false), ("is_late=true", "is_late", true) })
        {
            var list = await AskForAsync(Admin, "GET", $"migrations?per=200&{query}");

            Assert.That(list["resources"]!.AsArray().Select(migration => (bool)migration![field]!), Is.Not.Empty.And.All.EqualTo(value), query);
        }
    }

    [TestCase("sort=name", "sort", "must be one of: -created, created, -first_execution_date, first_execution_date")]
    [TestCase("created_from=yesterday", "created_from", "must be a date, such as 2026-11-23, or a date and time with an offset, such as 2026-11-23T22:00:00Z")]
    [TestCase("created_to=2026-11-23T22:00", "created_to", "must be a date, such as 2026-11-23, or a date and time with an offset, such as 2026-11-23T22:00:00Z")]
    [TestCase("is_late=yes", "is_late", "must be true or false")]
    [TestCase("has_errors=1", "has_errors", "must be true or false")]
    [TestCase("cursor=x", "cursor", "must be start, or the next_cursor of a page in the same order")]
    [TestCase("cursor=start&page=2", "cursor", "must not be given beside page")]
    [TestCase("status=scheduled,done", "status", "must be one of: all, validating, to_schedule, scheduled, running, failed, completed_with_errors, completed")]
    public async Task List_WhenAValueIsNotValid_ShouldNameTheParameter(string query, string field, string reason)
    {
        using var response = await AskAsync(Admin, "GET", $"migrations?{query}");

        await ShouldBeRefusedAsync(response, field, reason);
    }

    [Test]
    public async Task List_WhenACursorIsOfAnotherOrder_ShouldSaySo()
    {
        await Host.StoreAsync(FirstScheduled);
        await Host.StoreAsync(FirstScheduled);
        var cursor = (await AskForAsync(Customer, "GET", "migrations?per=1&cursor=start"))["next_cursor"]!.ToString();

        using var response = await AskAsync(Customer, "GET", $"migrations?per=1&sort=created&cursor={cursor}");

        await ShouldBeRefusedAsync(response, "cursor", "must be start, or the next_cursor of a page in the same order");
    }

    private async Task<(string Tag, HttpStatusCode Status)> PollAsync(string query, string? known = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/migrations?{query}");
        if (known is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", known);
        }

        using var response = await Customer.SendAsync(request);
        return (response.Headers.ETag!.ToString(), response.StatusCode);
    }

    private static IReadOnlyList<string> CodesOf(JsonObject list) => [.. list["resources"]!.AsArray().Select(migration => migration!["code"]!.ToString())];
}
