using System.Net;
using Hosting.Migrations.Api.FunctionalTests.Support;
using Hosting.Migrations.Domain.UnitTests.TestData;
using static Hosting.Migrations.Domain.UnitTests.TestData.States;

namespace Hosting.Migrations.Api.FunctionalTests.Creating;

/// <summary>What one customer may have under way at once.</summary>
public sealed class CustomerLimitsTests
{
    [Test]
    public async Task PostAndAdd_WhenTheCustomerHasEnoughUnderWay_ShouldSaySoUntilOneHasEnded()
    {
        await using var host = await OperationsHost.StartAsync(
            ("Migrations:MaxUnfinishedMigrations", "2"), ("Migrations:MaxUnfinishedMailboxes", "5"), ("SourceAddresses:AllowedPorts:0", "1143"));
        using var client = host.Client();
        var first = await host.StoreAsync(FirstScheduled);
        await host.StoreAsync(FirstCompleted);

        using var taken = await CreateAsync(client, "a@example.com;h:1143;a;p\\nb@example.com;h;b;p");
        Assert.That(taken.StatusCode, Is.EqualTo(HttpStatusCode.Created), await taken.Content.ReadAsStringAsync());
        using var third = await CreateAsync(client, "c@example.com;h;c;p");
        await ShouldBeRefusedAsync(third, "customer C1 has 2 migrations that have not ended; at most 2 are allowed");
        using var rows = await AddAsync(client, first, "c@example.com;h;c;p\\nd@example.com;h;d;p");
        await ShouldBeRefusedAsync(rows, "customer C1 has 4 mailboxes in migrations that have not ended, and 2 would come; at most 5 are allowed");
        using var row = await AddAsync(client, first, "c@example.com;h;c;p");
        Assert.That(row.StatusCode, Is.EqualTo(HttpStatusCode.Created));

        await host.ChangeAsync(first, migration => migration.Cancel(Moments.Later));
        using var again = await CreateAsync(client, "d@example.com;h;d;p");
        Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.Created));
    }

    private static Task<HttpResponseMessage> CreateAsync(HttpClient client, string rows) => client.PostAsync(
        "/api/migrations", OperationsHost.Json($$"""{"csv_file_name":"a.csv","csv_file_content":"{{rows}}","preset":"standard_ssl","execute_now":true}"""));

    private static Task<HttpResponseMessage> AddAsync(HttpClient client, string code, string rows) =>
        client.PostAsync($"/api/migrations/{code}/resources", OperationsHost.Json($$"""{"csv_file_content":"{{rows}}"}"""));

    private static async Task ShouldBeRefusedAsync(HttpResponseMessage response, string reason)
    {
        await response.ShouldBeEnvelopeAsync(HttpStatusCode.UnprocessableEntity, "Validation failed", "csv_file_content");
        var error = (await response.JsonAsync())["errors"]![0]!;
        Assert.That((error["description"]!.ToString(), error["code"]!.ToString()), Is.EqualTo((reason, "too_many")));
    }
}
