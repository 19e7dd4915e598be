using System.Net;
using Hosting.Migrations.Api.FunctionalTests.Support;
using static Hosting.Migrations.Domain.UnitTests.TestData.States;

namespace Hosting.Migrations.Api.FunctionalTests.Operations;

public sealed class GetResourceTests : OperationsFixture
{
    [Test]
    public async Task Get_WhenItIsTheCallersOwn_ShouldShowWhatTheListShows()
    {
        var code = await Host.StoreAsync(FirstScheduled);

        using var response = await SendAsync(Customer, "GET", code, $"/resources/{code}-2");
        using var list = await SendAsync(Customer, "GET", code, "/resources");

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        var answer = await response.JsonAsync();
        var listed = (await list.JsonAsync())["resources"]![1]!;
        Assert.That(answer.ToJsonString(), Is.EqualTo("{\"resources\":[" + listed.ToJsonString() + "],\"pagination\":{}}"));
        Assert.That(answer.Codes(), Is.EqualTo(new[] { $"{code}-2" }));
    }

    [Test]
    public async Task Get_WhenItBelongsToAnotherMigration_ShouldBeNotFound()
    {
        var (code, other) = (await Host.StoreAsync(FirstScheduled), await Host.StoreAsync(FirstScheduled));

        using var response = await SendAsync(Customer, "GET", code, $"/resources/{other}-1");

        await response.ShouldBeEnvelopeAsync(HttpStatusCode.NotFound, "Not found");
    }

    [Test]
    public async Task Get_WhenTheMigrationIsAnothers_ShouldBeNotFound()
    {
        var code = await Host.StoreAsync(FirstScheduled);

        using var response = await SendAsync(Stranger, "GET", code, $"/resources/{code}-1");

        await response.ShouldBeEnvelopeAsync(HttpStatusCode.NotFound, "Not found");
    }

    [TestCase("3")]
    [TestCase("0")]
    [TestCase("01")]
    [TestCase("-1")]
    [TestCase("1%20")]
    [TestCase("99999999999")]
    [TestCase("x")]
    [TestCase("")]
    public async Task Get_WhenThereIsNoSuchRow_ShouldBeNotFound(string row)
    {
        var code = await Host.StoreAsync(FirstScheduled);

        using var response = await SendAsync(Customer, "GET", code, $"/resources/{code}-{row}");
        using var lower = await SendAsync(Customer, "GET", code, $"/resources/{code.ToLowerInvariant()}-1");

        await response.ShouldBeEnvelopeAsync(HttpStatusCode.NotFound, "Not found");
        await lower.ShouldBeEnvelopeAsync(HttpStatusCode.NotFound, "Not found");
    }
}
