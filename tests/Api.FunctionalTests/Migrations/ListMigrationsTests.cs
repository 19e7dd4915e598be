using System.Net;
using Hosting.Migrations.Api.FunctionalTests.Support;

namespace Hosting.Migrations.Api.FunctionalTests.Migrations;

public sealed class ListMigrationsTests
{
    private HttpClient _customer = null!;
    private HttpClient _other = null!;
    private HttpClient _admin = null!;

    [SetUp]
    public void Connect() =>
        (_customer, _other, _admin) = (TestService.Client(TestData.CustomerToken), TestService.Client(TestData.OtherCustomerToken), TestService.Client(TestData.AdminToken));

    [TearDown]
    public void Disconnect()
    {
        _customer.Dispose();
        _other.Dispose();
        _admin.Dispose();
    }

    [Test]
    public async Task List_WhenAsked_ShouldAnswerByteForByteAsTheContractSays()
    {
        using var response = await _other.GetAsync("/api/migrations?status=scheduled");

        Assert.That(response.Content.Headers.ContentType?.ToString(), Is.EqualTo("application/json; charset=utf-8"));
        Assert.That(await response.Content.ReadAsStringAsync(), Is.EqualTo(
            """
            {"resources":[{"status":"scheduled","status_detail":"first execution","code":"MG00000102","csv_file_name":"stored_102.csv",
            "original_csv_file_name":"Größe \u003Cü\u003E 移行.csv","csv_file_size":202,"preset":"standard_ssl","resources_has_errors":false,
            "admin_first_execution_override":false,"admin_second_execution_override":false,"resources":2,"can_delete":true,
            "execute_now":false,"is_late":true,"owner":"C2","created_at":"2026-01-04T03:04:05.678Z","updated_at":"2026-01-04T03:04:05.678Z",
            "first_execution_date":"2026-01-04T04:04:05.678Z","second_execution_date":"2026-01-06T03:04:05.678Z",
            "from_date":"2025-12-04T03:04:05.678Z"}],"pagination":{"per":25,"page":1,"total_pages":1,"query":null,"filter":null,
            "status":"scheduled","sort_field":"created_at","sort":"desc","total_records":1}}
            """.ReplaceLineEndings(string.Empty)));
    }

    [Test]
    public async Task List_WhenACustomerAsks_ShouldHoldItsOwnAlone()
    {
        var list = await _other.GetListAsync();

        Assert.That(list.Codes(), Is.EqualTo(new[] { "MG00000103", "MG00000102", "MG00000101" }));
    }

    [Test]
    public async Task List_WhenACustomerSearchesForAnothersMigration_ShouldFindNothing()
    {
        var list = await _other.GetListAsync("?query=MG00000001");

        Assert.That(list["pagination"]!["total_records"]!.GetValue<long>(), Is.Zero);
    }

    [Test]
    public async Task List_WhenAnAdminAsks_ShouldHoldEverybodysNewestFirst()
    {
        var list = await _admin.GetListAsync("?per=5");

        Assert.That(list.Codes(), Is.EqualTo(new[] { "MG00000103", "MG00000102", "MG00000101", "MG00000030", "MG00000029" }));
        Assert.That(list["pagination"]!["total_records"]!.GetValue<long>(), Is.EqualTo(TestData.Total));
    }

    [TestCase("C1", TestData.CustomerTotal)]
    [TestCase("C2", 3)]
    [TestCase("C3", 0)]
    public async Task List_WhenAnAdminNamesACustomer_ShouldHoldThatCustomers(string code, int expected)
    {
        var list = await _admin.GetListAsync($"?customer_code={code}");

        Assert.That(list["pagination"]!["total_records"]!.GetValue<int>(), Is.EqualTo(expected));
    }

    [TestCase("", 25, 1, 2, "null", "null")]
    [TestCase("?status=all&per=10&page=3", 10, 3, 3, "null", "\"all\"")]
    [TestCase("?status=&query=&customer_code=", 25, 1, 2, "null", "null")]
    [TestCase("?query=%20Mailboxes%20&per=200", 200, 1, 1, "\" Mailboxes \"", "null")]
    [TestCase("?query=%20%20", 25, 1, 2, "null", "null")]
    [TestCase("?query=%09%0A", 25, 1, 2, "null", "null")]
    [TestCase("?page=99", 25, 99, 2, "null", "null")]
    [TestCase("?page=2147483647&per=200", 200, 2147483647, 1, "null", "null")]
    [TestCase("?unknown=1&unknown=2&parameters.page=7", 25, 1, 2, "null", "null")]
    public async Task List_WhenPaged_ShouldEchoWhatWasAsked(string query, int per, int page, int totalPages, string echoedQuery, string echoedStatus)
    {
        var list = await _customer.GetListAsync(query);

        Assert.That(list["pagination"]!.ToJsonString(), Is.EqualTo(
            $$"""
            {"per":{{per}},"page":{{page}},"total_pages":{{totalPages}},"query":{{echoedQuery}},"filter":null,"status":{{echoedStatus}},"sort_field":"created_at","sort":"desc","total_records":30}
            """));
        Assert.That(list.Codes().Count(), Is.EqualTo(Math.Max(0, Math.Min(per, TestData.CustomerTotal - ((page - 1L) * per)))));
    }

    [Test]
    public async Task List_WhenThereIsNothing_ShouldHaveNoPages()
    {
        var list = await _admin.GetListAsync("?query=no-such-thing");

        Assert.That(list["resources"]!.AsArray(), Is.Empty);
        Assert.That(list["pagination"]!["total_pages"]!.GetValue<int>(), Is.Zero);
    }

    [TestCase("%25", "MG00000101")]
    [TestCase("_DONE", "MG00000101")]
    [TestCase("%5Ba%5D", "MG00000101")]
    [TestCase("%5Cb", "MG00000101")]
    [TestCase("gr%C3%B6%C3%9Fe", "MG00000102")]
    [TestCase("%C3%9C", "MG00000102")]
    [TestCase("u%CC%88", "MG00000102")]
    [TestCase("%E7%A7%BB%E8%A1%8C", "MG00000102")]
    [TestCase("%3C", "MG00000102")]
    [TestCase("mg00000103", "MG00000103")]
    [TestCase("%27%3B--", "")]
    [TestCase("%FF%FE", "")]
    [TestCase("%", "MG00000101")]
    public async Task List_WhenSearched_ShouldTakeTheTermLiterally(string term, string expected)
    {
        var list = await _other.GetListAsync($"?query={term}");

        Assert.That(string.Join(' ', list.Codes()), Is.EqualTo(expected));
    }

    [TestCase("", "<{0}?page=1>; rel=\"first\", <{0}?page=2>; rel=\"next\", <{0}?page=2>; rel=\"last\"")]
    [TestCase("?per=10&page=2&status=validating&query=a%26b%3D%C3%BC&unknown=x",
        "<{0}?status=validating&per=10&query=a%26b%3D%C3%BC&page=1>; rel=\"first\", <{0}?status=validating&per=10&query=a%26b%3D%C3%BC&page=1>; rel=\"prev\", <{0}?status=validating&per=10&query=a%26b%3D%C3%BC&page=1>; rel=\"last\"")]
    [TestCase("?per=10&page=2", "<{0}?per=10&page=1>; rel=\"first\", <{0}?per=10&page=1>; rel=\"prev\", <{0}?per=10&page=3>; rel=\"next\", <{0}?per=10&page=3>; rel=\"last\"")]
    [TestCase("?per=10&page=9", "<{0}?per=10&page=1>; rel=\"first\", <{0}?per=10&page=3>; rel=\"prev\", <{0}?per=10&page=3>; rel=\"last\"")]
    public async Task List_WhenPaged_ShouldLinkToTheOtherPages(string query, string expected)
    {
        using var response = await _customer.GetAsync($"/api/migrations{query}");

        Assert.That(response.Headers.GetValues("Link").Single(), Is.EqualTo(expected.Replace("{0}", "/api/migrations", StringComparison.Ordinal)));
    }

    [TestCase("?customer_code=C1")]
    [TestCase("?customer_code=C2")]
    [TestCase("?customer_code=NoSuch")]
    [TestCase("?customer_code=not%20valid&page=abc&status=x")]
    [TestCase("?customer_code=C2&customer_code=C1")]
    [TestCase("?customer_code=&customer_code=C1")]
    public async Task List_WhenACustomerNamesACustomer_ShouldBeForbiddenBeforeAllElse(string query)
    {
        using var response = await _other.GetAsync($"/api/migrations{query}");

        await response.ShouldBeEnvelopeAsync(HttpStatusCode.Forbidden, "Forbidden");
    }

    [TestCase("?customer_code=NoSuch")]
    [TestCase("?customer_code=c1")]
    public async Task List_WhenAnAdminNamesAnUnknownCustomer_ShouldBeNotFound(string query)
    {
        using var response = await _admin.GetAsync($"/api/migrations{query}");

        await response.ShouldBeEnvelopeAsync(HttpStatusCode.NotFound, "Not found");
    }
}
