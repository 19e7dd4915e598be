using System.Net;
using Hosting.Migrations.Api.FunctionalTests.Support;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.UnitTests.TestData;

namespace Hosting.Migrations.Api.FunctionalTests.Operations;

public sealed class GetTests : OperationsFixture
{
    [Test]
    public async Task Get_WhenItIsTheCallers_ShouldBeAListOfOneWithoutPagination()
    {
        var code = await Host.StoreAsync(States.FirstScheduled);

        using var response = await SendAsync(Customer, "GET", code);

        var answer = await response.JsonAsync();
        Assert.That(answer.Codes(), Is.EqualTo(new[] { code }));
        Assert.That(answer["pagination"]!.ToJsonString(), Is.EqualTo("{}"));
    }

    [Test]
    public async Task Get_WhenNothingHasChanged_ShouldBeNotModified()
    {
        var code = await Host.StoreAsync(States.FirstScheduled);
        using var first = await SendAsync(Customer, "GET", code);
        using var again = new HttpRequestMessage(HttpMethod.Get, $"/api/migrations/{code}") { Headers = { IfNoneMatch = { first.Headers.ETag! } } };

        using var response = await Customer.SendAsync(again);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
    }

    [Test]
    public async Task Get_WhenSomethingHasChanged_ShouldBeSentAnew()
    {
        var code = await Host.StoreAsync(States.FirstScheduled);
        using var first = await SendAsync(Customer, "GET", code);
        using var again = new HttpRequestMessage(HttpMethod.Get, $"/api/migrations/{code}") { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
        await Host.ChangeAsync(code, migration => migration.ForceExecution(Execution.First, Moments.Later));

        using var response = await Customer.SendAsync(again);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }
}
