using System.Net;
using Hosting.Migrations.Api.FunctionalTests.Support;
using Hosting.Migrations.Domain.UnitTests.TestData;

namespace Hosting.Migrations.Api.FunctionalTests.Operations;

/// <summary>Every operation on one migration, for those who may not see it, and codes that are none.</summary>
public sealed class AccessTests : OperationsFixture
{
    private static IEnumerable<TestCaseData> Operations =>
    [
        new("GET", "", null),
        new("GET", "/resources", null),
        new("GET", "/resources/MG12345678-1", null),
        new("PATCH", "/resources/MG12345678-1", """{"remote_password":"x"}"""),
        new("DELETE", "/resources/MG12345678-1", null),
        new("POST", "/resources", """{"csv_file_content":"a@example.com;h;u;p"}"""),
        new("POST", "/pause", null),
        new("POST", "/resume", null),
        new("DELETE", "", null),
        new("PATCH", "", """{"second_execution_date":null}"""),
        new("POST", "/cancel", null),
        new("POST", "/retry", null),
        new("GET", "/report", null),
        new("GET", "/events", null),
    ];

    private static IEnumerable<TestCaseData> NoCodes =>
        from operation in Operations
        from code in new[] { "MG1234567", "MG123456789", "mg12345678", "MG1234567x", "XX12345678", "MG%2012345", "MG１２３４５６７８", "MG99999999" }
        select new TestCaseData([.. operation.Arguments, code]);

    [TestCaseSource(nameof(Operations))]
    public async Task Operation_WhenTheMigrationIsAnothers_ShouldBeNotFound(string method, string path, string? json)
    {
        var code = await Host.StoreAsync(States.FirstScheduled);

        using var response = await SendAsync(Stranger, method, code, path, json);

        await response.ShouldBeEnvelopeAsync(HttpStatusCode.NotFound, "Not found");
    }

    [TestCaseSource(nameof(Operations))]
    public async Task Operation_WhenThereIsNoToken_ShouldBeUnauthorized(string method, string path, string? json)
    {
        using var nobody = Host.Client(token: null);

        using var response = await SendAsync(nobody, method, "MG12345678", path, json);

        await response.ShouldBeEnvelopeAsync(HttpStatusCode.Unauthorized, "Unauthorized");
    }

    [TestCaseSource(nameof(NoCodes))]
    public async Task Operation_WhenThereIsNoSuchMigration_ShouldBeNotFound(string method, string path, string? json, string code)
    {
        using var response = await SendAsync(Admin, method, code, path, json);

        await response.ShouldBeEnvelopeAsync(HttpStatusCode.NotFound, "Not found");
    }

    [TestCase("""{"execution":"first"}""")]
    [TestCase("""{"execution":7}""")]
    [TestCase("{")]
    public async Task Execute_WhenTheCallerIsACustomer_ShouldBeForbiddenBeforeAnythingElse(string json)
    {
        var code = await Host.StoreAsync(States.FirstScheduled);

        using var own = await SendAsync(Customer, "PUT", code, json: json);
        using var others = await SendAsync(Stranger, "PUT", code, json: json);

        await own.ShouldBeEnvelopeAsync(HttpStatusCode.Forbidden, "Forbidden");
        await others.ShouldBeEnvelopeAsync(HttpStatusCode.Forbidden, "Forbidden");
    }

    [Test]
    public async Task Execute_WhenThereIsNoSuchMigration_ShouldBeNotFound()
    {
        using var response = await SendAsync(Admin, "PUT", "MG99999999", json: """{"execution":"first"}""");

        await response.ShouldBeEnvelopeAsync(HttpStatusCode.NotFound, "Not found");
    }

    [Test]
    public async Task Execute_WhenBothTheRequestAndTheCodeAreWrong_ShouldNameTheRequestFirst()
    {
        using var response = await SendAsync(Admin, "PUT", "MG99999999", json: "{}");

        await ShouldBeRefusedAsync(response, "execution", "is required");
    }
}
