using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Hosting.Migrations.Api.FunctionalTests.Support;

namespace Hosting.Migrations.Api.FunctionalTests.Creating;

/// <summary>Uploads that are only checked.</summary>
[NonParallelizable]
public sealed class DryRunTests : UploadFixture
{
    private const string Good = "a1@example.com;imap.old.example;shared;pw\na2@example.com;imap.old.example;shared;pw";
    private const string Bad = "a1@example.com;imap.old.example;a1;pw\na2@foreign.example;;a2;pw";

    [Test]
    public async Task Post_WhenTheFileIsGood_ShouldSaySoAndStoreNothing()
    {
        var before = await CountAsync();

        using var response = await CheckAsync(Good, key: "k1");

        var body = await response.JsonAsync();
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), body.ToJsonString());
        Assert.That((body["message"]!.ToString(), (int)body["mailboxes"]!), Is.EqualTo(("Nothing was stored", 2)));
        Assert.That(Line(body["warnings"]!.AsArray().Single()!, "csv_file_content"), Does.StartWith("shared_user 2 remote_username: "));
        Assert.That(await CountAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task Post_WhenItIsMeantAfterwards_ShouldCreateUnderTheSameKey()
    {
        using var check = await CheckAsync(Good, key: "k2");
        using var create = await CheckAsync(Good, key: "k2", dryRun: "false");
        using var again = await CheckAsync(Good, key: "k2", dryRun: "false");

        Assert.That((check.StatusCode, create.StatusCode), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.Created)));
        Assert.That((create.Headers.Contains("Idempotent-Replay"), again.Headers.Contains("Idempotent-Replay")), Is.EqualTo((false, true)));
        Assert.That((await again.JsonAsync()).ToJsonString(), Is.EqualTo((await create.JsonAsync()).ToJsonString()).And.Contains("shared_user"));
    }

    [Test]
    public async Task Post_WhenTheFileHasFaults_ShouldTellTheSameAsAnUpload()
    {
        using var check = await CheckAsync(Bad);
        using var create = await CheckAsync(Bad, dryRun: null);

        Assert.That(await FaultsAsync(check), Is.EqualTo(await FaultsAsync(create)).And.Count.EqualTo(2));
    }

    [TestCase("")]
    [TestCase("perhaps")]
    [TestCase("TRUE")]
    [TestCase("1")]
    public async Task Post_WhenItIsNeitherTrueNorFalse_ShouldNameItAndStoreNothing(string dryRun)
    {
        var before = await CountAsync();

        using var response = await CheckAsync(Good, dryRun: dryRun);

        var body = await response.JsonAsync();
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That((body["errors"]![0]!["field"]!.ToString(), body["errors"]![0]!["description"]!.ToString()), Is.EqualTo(("dry_run", "must be true or false")));
        Assert.That(await CountAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task Post_WhenItIsAskedForInTheBody_ShouldSayWhereItBelongsAndStoreNothing()
    {
        var before = await CountAsync();
        using var form = new MultipartFormDataContent
        {
            { new StringContent(Good), "csv_file", "boxes.csv" }, { new StringContent("standard_no_ssl"), "preset" }, { new StringContent("true"), "execute_now" }, { new StringContent("true"), "dry_run" },
        };

        using var inForm = await Customer.PostAsync("/api/migrations", form);
        using var inJson = await Customer.PostAsync("/api/migrations", OperationsHost.Json(
            new JsonObject { ["csv_file_name"] = "boxes.csv", ["csv_file_content"] = Good, ["preset"] = "standard_no_ssl", ["execute_now"] = true, ["dry_run"] = true }.ToJsonString()));

        foreach (var response in new[] { inForm, inJson })
        {
            var body = await response.JsonAsync();
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity), body.ToJsonString());
            Assert.That(body["errors"]!.AsArray().Select(error => $"{error!["field"]} {error["description"]}"), Is.EqualTo(new[] { "dry_run belongs behind the path, as ?dry_run=true, and not in the body" }));
        }

        Assert.That(await CountAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task AddResources_WhenADryRunIsAskedFor_ShouldStoreNothing()
    {
        using var created = await CheckAsync(Good, dryRun: null);
        var code = (await created.JsonAsync())["resource_code"]!.ToString();

        using var response = await Customer.PostAsync($"/api/migrations/{code}/resources?dry_run=true", OperationsHost.Json(
            new JsonObject { ["csv_file_content"] = "a3@example.com;imap.old.example;a3;pw" }.ToJsonString()));

        var body = await response.JsonAsync();
        Assert.That((response.StatusCode, body["errors"]![0]!["field"]!.ToString()), Is.EqualTo((HttpStatusCode.UnprocessableEntity, "dry_run")));
        Assert.That((int)(await (await Customer.GetAsync($"/api/migrations/{code}/resources")).JsonAsync())["pagination"]!["total_records"]!, Is.EqualTo(2));
    }

    [Test]
    public async Task Post_WhenTheTokenMayOnlyRead_ShouldForbidIt()
    {
        using var client = Host.Client(TestData.CustomerReadToken);

        using var response = await client.PostAsync("/api/migrations?dry_run=true", OperationsHost.Json("{}"));

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    private async Task<HttpResponseMessage> CheckAsync(string file, string? key = null, string? dryRun = "true")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, dryRun is null ? "/api/migrations" : $"/api/migrations?dry_run={dryRun}")
        {
            Content = OperationsHost.Json(
                new JsonObject { ["csv_file_name"] = "boxes.csv", ["csv_file_content"] = file, ["preset"] = "standard_no_ssl", ["execute_now"] = true }.ToJsonString()),
        };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await Customer.SendAsync(request);
    }

    private async Task<(long Migrations, int Told)> CountAsync()
    {
        using var admin = Host.Client(TestData.AdminToken);
        var list = await admin.GetFromJsonAsync<JsonNode>("/api/migrations?per=1");
        var audit = await admin.GetFromJsonAsync<JsonNode>("/api/audit?per=200");
        return ((long)list!["pagination"]!["total_records"]!, audit!["resources"]!.AsArray().Count);
    }
}
