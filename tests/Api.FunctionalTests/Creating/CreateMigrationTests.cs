using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Hosting.Migrations.Api.FunctionalTests.Operations;
using Hosting.Migrations.Api.FunctionalTests.Support;
using Hosting.Migrations.Domain.UnitTests.TestData;

namespace Hosting.Migrations.Api.FunctionalTests.Creating;

[NonParallelizable]
public sealed class CreateMigrationTests : OperationsFixture
{
    private const string Marker = "S3cretMarkerPassword";

    private static readonly string Row = $"anna@{ACustomer.Domain};imap.example.net;anna;{Marker}";

    [Test]
    public async Task Post_WhenAllIsWell_ShouldCreateTheMigrationAndSayWhereItIs()
    {
        using var response = await PostAsync(Customer, Body());

        var code = (await response.JsonAsync())["resource_code"]!.ToString();
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        Assert.That(response.Headers.Location!.ToString(), Is.EqualTo($"/api/migrations/{code}"));
        Assert.That((await GetAsync(code))["status"]!.ToString(), Is.EqualTo("validating"));
    }

    [Test]
    public async Task Post_WhenSentAsAForm_ShouldTakeTheFileAndItsName()
    {
        using var response = await PostFormAsync(Encoding.UTF8.GetBytes(Row));

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Created), await response.Content.ReadAsStringAsync());
        Assert.That((await GetAsync((await response.JsonAsync())["resource_code"]!.ToString()))["original_csv_file_name"]!.ToString(), Is.EqualTo("boxes.csv"));
    }

    [TestCase("FFFE61003B", "begins as UTF-16 or UTF-32, but can't be read as that; save it as CSV UTF-8")]
    [TestCase("61400A4DFC6C6C6572", "must be UTF-8, but row 2 is not; is it Latin-1 or Windows-1252? Save it as CSV UTF-8")]
    [TestCase("504B0304140006000800", "is an Excel workbook, or another packed file; save it as CSV UTF-8")]
    [TestCase("D0CF11E0A1B11AE1", "is an Excel workbook of the old kind (.xls); save it as CSV UTF-8")]
    [TestCase("1F8B080000000000", "is a compressed file; send the CSV file itself")]
    [TestCase("255044462D312E34", "is a PDF; save it as CSV UTF-8")]
    [TestCase("61003B00", "contains NUL characters; is it UTF-16? It must be UTF-8")]
    public async Task Post_WhenTheFileIsNotUtf8_ShouldSayWhatItIs(string hex, string expected)
    {
        var before = await CountAsync();
        using var response = await PostFormAsync(Convert.FromHexString(hex));

        await ShouldBeRefusedAsync(response, "csv_file_content", expected);
        Assert.That(await CountAsync(), Is.EqualTo(before));
    }

    [TestCase("csv_file_name", "5", "must be a text of valid Unicode")]
    [TestCase("csv_file_name", "null", "is required")]
    [TestCase("csv_file_name", "\" \"", "must have 1 to 255 characters, none of them a control character")]
    [TestCase("csv_file_content", "null", "is required")]
    [TestCase("csv_file_content", "\"a;b\"", "row 1: must have 4 fields, not 2")]
    [TestCase("csv_file_content", "\"a@other.example;h;u;p\"", "row 1, local_email: is not in a domain of customer C1")]
    [TestCase("csv_file_size", "\"5\"", "must be a whole number up to 2147483647")]
    [TestCase("csv_file_size", "0", null)]
    [TestCase("preset", "null", "is required")]
    [TestCase("preset", "\"ssl\"", "must be one of: standard_ssl, standard_no_ssl, gmail, exchange, office365")]
    [TestCase("first_execution_date", "null", "is required unless execute_now is true")]
    [TestCase("first_execution_date", "\"2020-01-01T00:00:00Z\"", "must not be in the past")]
    [TestCase("first_execution_date", "\"2999-01-01T00:00:00Z\"", "must be at most 365 days ahead")]
    [TestCase("first_execution_date", "\"2999-01-01T00:00:00\"", "must be a date and time with an offset, such as 2026-11-23T22:00:00Z")]
    [TestCase("second_execution_date", "\"2020-01-01T00:00:00Z\"", "must be later than first_execution_date")]
    [TestCase("second_execution_date", "\"2999-01-01T00:00:00Z\"", "must be at most 365 days ahead")]
    [TestCase("execute_now", "\"yes\"", "must be true or false")]
    [TestCase("date_filter_preset", "\"ever\"", "must be one of: all, last_month, last_6_months, last_year, custom")]
    [TestCase("custom_from_date", "\"2020-01-01\"", "must not be given unless date_filter_preset is custom")]
    public async Task Post_WhenAFieldIsWrong_ShouldSayWhyAndStoreNothing(string field, string json, string? expected)
    {
        var before = await CountAsync();
        var body = Body();
        body[field] = JsonNode.Parse(json);

        using var response = await PostAsync(Customer, body);

        await ShouldBeRefusedAsync(response, field, expected ?? $"must be the number of bytes of csv_file_content in UTF-8, which is {Encoding.UTF8.GetByteCount(Row)}");
        Assert.That(await CountAsync(), Is.EqualTo(before));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Not.Contain(Marker));
    }

    [Test]
    public async Task Post_WhenTwoSendTheSameKeyAtOnce_ShouldCreateOnceAndAnswerBothAlike()
    {
        var before = await CountAsync();
        var body = Body();

        var responses = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => PostAsync(Customer, body, "at-once")));

        var codes = await Task.WhenAll(responses.Select(async response => (await response.JsonAsync())["resource_code"]!.ToString()));
        Assert.That(responses.Select(response => response.StatusCode), Is.All.EqualTo(HttpStatusCode.Created));
        Assert.That(codes.Distinct().Count(), Is.EqualTo(1));
        Assert.That(responses.Count(response => response.Headers.Contains("Idempotent-Replay")), Is.EqualTo(5));
        Assert.That(await CountAsync(), Is.EqualTo(before + 1));
    }

    [TestCase("a b")]
    [TestCase("")]
    public async Task Post_WhenTheKeyIsNoKey_ShouldRefuse(string key)
    {
        using var response = await PostAsync(Customer, Body(), key);

        await ShouldBeRefusedAsync(response, "Idempotency-Key", "must be given once, with 1 to 200 visible ASCII characters");
    }

    [Test]
    public async Task Post_WhenACustomerOrNobodyIsNamed_ShouldAnswerByWhoAsks()
    {
        var own = Body();
        own["customer_code"] = "C1";
        var unknown = Body();
        unknown["customer_code"] = "Nobody";

        using var forbidden = await PostAsync(Customer, own);
        using var missing = await PostAsync(Admin, Body());
        using var notFound = await PostAsync(Admin, unknown);
        using var created = await PostAsync(Admin, own);

        await forbidden.ShouldBeEnvelopeAsync(HttpStatusCode.Forbidden, "Forbidden");
        await ShouldBeRefusedAsync(missing, "customer_code", "is required");
        await notFound.ShouldBeEnvelopeAsync(HttpStatusCode.NotFound, "Not found");
        Assert.That(created.StatusCode, Is.EqualTo(HttpStatusCode.Created));
    }

    [Test]
    public async Task Post_WhenTheFileIsTooLarge_ShouldRefuse()
    {
        var body = Body();
        body["csv_file_content"] = new string('a', 2 * 1024 * 1024);
        using var file = await PostAsync(Customer, body);

        await ShouldBeRefusedAsync(file, "csv_file_content", "must have at most 1048576 bytes");
    }

    [Test]
    public async Task Post_WhenItHoldsAPassword_ShouldNotLeaveItInTheLog()
    {
        using var created = await PostAsync(Customer, Body());
        using var form = await PostFormAsync(Encoding.UTF8.GetBytes($"{Row}\nx;y;z;{Marker}"));

        Assert.That(await created.Content.ReadAsStringAsync() + await form.Content.ReadAsStringAsync(), Does.Not.Contain(Marker));
        Assert.That(Host.Logs, Has.None.Contains(Marker));
    }

    [TestCase("anna@example.com;imap.old.example:22;anna;x", "row 1, remote_server: must be on one of these ports: 143, 993")]
    [TestCase("a@example.com;h;u;one\nb@example.com;h;u;two", "row 2, remote_password: is another password for the same user at the same server than that in row 1")]
    public async Task Post_WhenTheFileWouldHaveTheServiceKnockOrGuess_ShouldRefuse(string content, string reason)
    {
        var body = Body();
        body["csv_file_content"] = content;

        using var response = await PostAsync(Customer, body);

        await ShouldBeRefusedAsync(response, "csv_file_content", reason);
    }

    private static JsonObject Body() => new()
    {
        ["csv_file_name"] = "boxes.csv",
        ["csv_file_content"] = Row,
        ["preset"] = "standard_ssl",
        ["first_execution_date"] = DateTimeOffset.UtcNow.AddDays(3).ToString("O"),
    };

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, JsonObject body, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/migrations") { Content = OperationsHost.Json(body.ToJsonString()) };
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        }

        return await client.SendAsync(request);
    }

    private async Task<HttpResponseMessage> PostFormAsync(byte[] file)
    {
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(file), "csv_file", "boxes.csv" },
            { new StringContent("standard_ssl"), "preset" },
            { new StringContent("true"), "execute_now" },
        };
        return await Customer.PostAsync("/api/migrations", form);
    }

    private async Task<long> CountAsync() => (await Customer.GetListAsync("?per=1"))["pagination"]!["total_records"]!.GetValue<long>();
}
