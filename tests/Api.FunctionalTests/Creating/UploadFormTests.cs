using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Hosting.Migrations.Api.FunctionalTests.Support;

namespace Hosting.Migrations.Api.FunctionalTests.Creating;

/// <summary>Forms as browsers and programs send them, and bodies that end early or come packed.</summary>
[NonParallelizable]
public sealed class UploadFormTests : UploadFixture
{
    private const string Row = "a1@example.com;imap.old.example;a1;pw";
    private const string Mailbox = "a1@example.com|imap.old.example|a1|pw";

    [TestCase("on")]
    [TestCase("1")]
    [TestCase("True")]
    [TestCase("yes")]
    public async Task Post_WhenABoxIsTickedAndFieldsAreLeftEmpty_ShouldTakeThemAsNotGiven(string ticked)
    {
        using var response = await PostFormAsync(
            Encoding.UTF8.GetBytes(Row),
            ("execute_now", ticked), ("first_execution_date", ""), ("second_execution_date", ""), ("date_filter_preset", " "), ("custom_from_date", ""),
            ("csv_file_size", ""), ("csv_file_name", ""), ("customer_code", ""));

        Assert.That(await MailboxesAsync(response), Is.EqualTo(new[] { Mailbox }));
    }

    [TestCase("off")]
    [TestCase("0")]
    [TestCase("False")]
    public async Task Post_WhenABoxIsNotTicked_ShouldAskForADate(string notTicked)
    {
        using var response = await PostFormAsync(Encoding.UTF8.GetBytes(Row), ("execute_now", notTicked));

        await ShouldBeRefusedAsync(response, "first_execution_date", "is required unless execute_now is true");
    }

    [TestCase("Content-Disposition: form-data; name=\"csv_file\"")]
    [TestCase("Content-Disposition: form-data; name=csv_file\r\nContent-Type: text/csv")]
    [TestCase("Content-Disposition: form-data; name=\"csv_file\"; filename=\"\"\r\nContent-Type: text/csv")]
    [TestCase("Content-Disposition: form-data; name=\"csv_file_content\"; filename=\"x.csv\"")]
    [TestCase("Content-Disposition: form-data; name=\"csv_file_content\"\r\n\r\n" + Row + "\r\n--b\r\nContent-Disposition: form-data; name=\"csv_file_name\"\r\n\r\nx.csv\r\n--b\r\nContent-Disposition: form-data; name=\"nothing\"")]
    public async Task Post_WhenTheFileIsAnyKindOfField_ShouldReadIt(string part)
    {
        using var response = await PostRawFormAsync($"--b\r\n{part}\r\n\r\n{Row}\r\n--b\r\nContent-Disposition: form-data; name=\"preset\"\r\n\r\nstandard_no_ssl\r\n--b\r\nContent-Disposition: form-data; name=\"execute_now\"\r\n\r\n1\r\n--b--\r\n");

        Assert.That(await MailboxesAsync(response), Is.EqualTo(new[] { Mailbox }));
    }

    [TestCase("--b\r\nContent-Disposition: form-data; name=\"csv_file\"; filename=\"a.csv\"\r\n\r\na@example.com;h;u", "is a form that is cut off")]
    [TestCase("--b\r\nContent-Disposition: form-data; name=\"preset\"\r\n\r\nstandard_ssl\r\n", "is a form that is cut off")]
    [TestCase("--b\r\nContent-Disposition: form-data; na", "is a form that is cut off")]
    [TestCase("--b", "is a form that is cut off")]
    [TestCase("--other\r\nContent-Disposition: form-data; name=\"preset\"\r\n\r\nx\r\n--other--\r\n", "is a form that is cut off")]
    [TestCase("--b\r\nnonsense\r\n\r\nx\r\n--b--\r\n", "is not a valid form")]
    public async Task Post_WhenTheFormEndsEarly_ShouldRefuseTheBody(string body, string reason)
    {
        using var response = await PostRawFormAsync(body);

        await response.ShouldBeEnvelopeAsync(
            HttpStatusCode.UnprocessableEntity, "Validation failed", "body");
        Assert.That((await response.JsonAsync())["errors"]![0]!["description"]!.ToString(), Is.EqualTo(reason));
    }

    [TestCase("gzip")]
    [TestCase("br")]
    [TestCase("identity, gzip")]
    public async Task Post_WhenTheBodyIsPacked_ShouldSayThatItMustNotBe(string encoding)
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
        {
            await gzip.WriteAsync("{}"u8.ToArray());
        }

        foreach (var type in new[] { "application/json", "multipart/form-data; boundary=b" })
        {
            using var content = new ByteArrayContent(packed.ToArray());
            content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
            content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
            using var response = await Customer.PostAsync("/api/migrations", content);

            await response.ShouldBeEnvelopeAsync(HttpStatusCode.UnsupportedMediaType, "Unsupported media type");
            Assert.That(response.Headers.GetValues("Accept-Encoding"), Is.EqualTo(new[] { "identity" }));
        }
    }

    [Test]
    public async Task Post_WhenWhatAKeyCreatedHasBeenDeleted_ShouldSaySo()
    {
        using var first = await PostWithKeyAsync();
        var code = (await first.JsonAsync())["resource_code"]!.ToString();
        await Host.ChangeAsync(code, migration => migration.Cancel(DateTimeOffset.UtcNow));
        using var deleted = await SendAsync(Customer, "DELETE", code);
        Assert.That(deleted.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));

        using var again = await PostWithKeyAsync();

        await ShouldBeRefusedAsync(again, "Idempotency-Key", $"was used to create {code}, which has been deleted since; send another key to create it again");
    }

    private async Task<HttpResponseMessage> PostWithKeyAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/migrations");
        request.Headers.Add("Idempotency-Key", "once");
        request.Content = OperationsHost.Json($$"""{"csv_file_name":"a.csv","csv_file_content":"{{Row}}","preset":"standard_ssl","execute_now":true}""");
        return await Customer.SendAsync(request);
    }

    private Task<HttpResponseMessage> PostRawFormAsync(string body)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");
        return Customer.PostAsync("/api/migrations", content);
    }
}
