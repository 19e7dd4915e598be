using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Hosting.Migrations.Api.FunctionalTests.Support;
using static Hosting.Migrations.Domain.UnitTests.TestData.States;

namespace Hosting.Migrations.Api.FunctionalTests.Creating;

/// <summary>Which folders and messages a migration copies, as clients choose it, see it, and change it.</summary>
public sealed class SelectionTests : UploadFixture
{
    private const string Folders = """{"include":["INBOX","Projects/**"],"exclude":["\\Trash"],"map":{"Projects":"Archive/Projects"}}""";
    private const string Row = "a1@example.com;imap.old.example;a1;pw";

    [Test]
    public async Task Post_WhenMailIsChosen_ShouldKeepAndShowItInNoList()
    {
        var code = await CreateAsync($$"""{"folders":{{Folders}},"received_before":"2026-01-31","size_limit":26214400}""");

        var migration = await GetAsync(code);
        Assert.That(Choice(migration), Is.EqualTo((Folders, "2026-01-31T00:00:00.000Z", "26214400")));
        var listed = (await Customer.GetListAsync("?per=100"))["resources"]!.AsArray().Single(one => one!["code"]!.ToString() == code)!.AsObject();
        Assert.That(listed.Select(property => property.Key), Has.No.Member("folders").And.No.Member("received_before").And.No.Member("size_limit"));
    }

    [Test]
    public async Task Post_WhenNothingIsChosen_ShouldShowNothing()
    {
        var code = await CreateAsync("""{"folders":{"include":[]},"received_before":null}""");

        Assert.That(Choice(await GetAsync(code)), Is.EqualTo(((string?)null, (string?)null, (string?)null)));
    }

    [Test]
    public async Task PostForm_WhenMailIsChosen_ShouldReadTheSame()
    {
        using var response = await PostFormAsync(
            Encoding.UTF8.GetBytes(Row), ("execute_now", "true"), ("folders", Folders), ("received_before", "2026-01-31T10:00:00+01:00"), ("size_limit", "4294967295"));

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Created), await response.Content.ReadAsStringAsync());
        var migration = await GetAsync((await response.JsonAsync())["resource_code"]!.ToString());
        Assert.That(Choice(migration), Is.EqualTo((Folders, "2026-01-31T09:00:00.000Z", "4294967295")));
    }

    [TestCase("""{"folders":[]}""", "folders", "must be an object")]
    [TestCase("""{"folders":"INBOX"}""", "folders", "must be an object")]
    [TestCase("""{"folders":{"includes":["INBOX"]}}""", "folders", "may hold include, exclude and map only")]
    [TestCase("""{"folders":{"include":"INBOX"}}""", "folders.include", "must be a list of texts of valid Unicode")]
    [TestCase("""{"folders":{"include":["INBOX","a//b"]}}""", "folders.include", "pattern 2 must not have an empty level: no / at its ends, and no two in a row")]
    [TestCase("""{"folders":{"exclude":["a\u0000"]}}""", "folders.exclude", "pattern 1 must not hold the character U+0000, which is not seen")]
    [TestCase("""{"folders":{"map":["a"]}}""", "folders.map", "must be an object of texts of valid Unicode, each name once")]
    [TestCase("""{"folders":{"map":{"a":1}}}""", "folders.map", "must be an object of texts of valid Unicode, each name once")]
    [TestCase("""{"folders":{"map":{"a":"x","a":"y"}}}""", "folders.map", "must be an object of texts of valid Unicode, each name once")]
    [TestCase("""{"folders":{"map":{"a*":"x"}}}""", "folders.map", "entry 1: from must name one folder, without * and ?: two folders can't become one")]
    [TestCase("""{"folders":{"map":{"a":"x","b":"X"}}}""", "folders.map", "must not map two folders to x: two folders can't become one")]
    [TestCase("""{"folders":{"map":{"a":"INBOX"}}}""", "folders.map", "entry 1: to must not be INBOX, where the source's INBOX goes: two folders can't become one")]
    [TestCase("""{"received_before":"soon"}""", "received_before", "must be a date, such as 2026-01-31, or a date and time with an offset, such as 2026-01-31T22:00:00Z")]
    [TestCase("""{"received_before":"2020-01-01","date_filter_preset":"last_year"}""", "received_before", "must be later than the date from which on messages are copied: nothing would be copied")]
    [TestCase("""{"size_limit":0}""", "size_limit", "must be 1 to 4294967295 bytes")]
    [TestCase("""{"size_limit":4294967296}""", "size_limit", "must be 1 to 4294967295 bytes")]
    [TestCase("""{"size_limit":"25MB"}""", "size_limit", "must be a whole number")]
    public async Task Post_WhenTheChoiceIsMalformed_ShouldNameTheField(string choice, string field, string reason)
    {
        using var response = await Customer.PostAsync("/api/migrations", OperationsHost.Json(BodyOf(choice)));

        await response.ShouldBeEnvelopeAsync(HttpStatusCode.UnprocessableEntity, "Validation failed", field);
        Assert.That((await response.JsonAsync())["errors"]![0]!["description"]!.ToString(), Is.EqualTo(reason));
    }

    [Test]
    public async Task Patch_WhenItWaits_ShouldChooseOtherMailAndTakeItBack()
    {
        var code = await CreateAsync($$"""{"folders":{{Folders}},"size_limit":100}""");

        await PatchAsync(code, """{"folders":{"exclude":["\\Junk"]},"received_before":"2026-01-31"}""");
        var other = Choice(await GetAsync(code));
        await PatchAsync(code, """{"folders":{},"received_before":null,"size_limit":null}""");

        Assert.That(other, Is.EqualTo(("""{"include":[],"exclude":["\\Junk"],"map":{}}""", "2026-01-31T00:00:00.000Z", "100")));
        Assert.That(Choice(await GetAsync(code)), Is.EqualTo(((string?)null, (string?)null, (string?)null)));
        var audit = await AskForAsync(Admin, "GET", $"audit?object_id={code}");
        Assert.That(audit.ToJsonString(), Does.Contain("received_before").And.Contain("size_limit"));
    }

    [TestCase("""{"folders":{"exclude":["\\Junk"]}}""", "folders")]
    [TestCase("""{"received_before":"2026-01-31"}""", "received_before")]
    [TestCase("""{"size_limit":7}""", "size_limit")]
    public async Task Patch_WhenAnExecutionIsUnderWay_ShouldRefuse(string choice, string field)
    {
        using var running = await SendAsync(Customer, "PATCH", await Host.StoreAsync(FirstRunning), json: choice);
        await ShouldBeRefusedAsync(running, field, "can't be changed while an execution is under way");

        using var ended = await SendAsync(Customer, "PATCH", await Host.StoreAsync(FirstCompleted), json: choice);
        await ShouldBeRefusedAsync(ended, field, "can't be changed: the migration has ended");
    }

    [Test]
    public async Task Patch_WhenTheFirstExecutionIsOver_ShouldChooseForTheSecond()
    {
        var code = await Host.StoreAsync(SecondScheduled);

        await PatchAsync(code, """{"size_limit":7}""");

        Assert.That(Choice(await GetAsync(code)).SizeLimit, Is.EqualTo("7"));
    }

    private static (string? Folders, string? ReceivedBefore, string? SizeLimit) Choice(JsonObject migration) =>
        (migration["folders"]?.ToJsonString(TestJson), migration["received_before"]?.ToString(), migration["size_limit"]?.ToString());

    private static System.Text.Json.JsonSerializerOptions TestJson { get; } = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string BodyOf(string choice)
    {
        const string fields = "\"csv_file_name\":\"boxes.csv\",\"csv_file_content\":\"" + Row + "\",\"preset\":\"standard_no_ssl\",\"execute_now\":true";
        return $"{{{fields},{choice.Trim()[1..]}";
    }

    private async Task<string> CreateAsync(string choice)
    {
        using var response = await Customer.PostAsync("/api/migrations", OperationsHost.Json(BodyOf(choice)));
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Created), await response.Content.ReadAsStringAsync());
        return (await response.JsonAsync())["resource_code"]!.ToString();
    }

    private async Task PatchAsync(string code, string body)
    {
        using var response = await SendAsync(Customer, "PATCH", code, json: body);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), await response.Content.ReadAsStringAsync());
    }
}
