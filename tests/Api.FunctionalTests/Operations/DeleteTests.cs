using System.Net;
using Hosting.Migrations.Api.FunctionalTests.Support;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.UnitTests.TestData;
using static Hosting.Migrations.Domain.UnitTests.TestData.States;

namespace Hosting.Migrations.Api.FunctionalTests.Operations;

public sealed class DeleteTests : OperationsFixture
{
    private static IEnumerable<TestCaseData> UnderWay =>
    [
        new(BeingValidated, "can't be deleted while validating"),
        new(FirstRunning, "can't be deleted while running"),
        new(SecondRunning, "can't be deleted while running"),
    ];

    [TestCaseSource(typeof(States), nameof(Idle))]
    public async Task Delete_WhenNothingIsUnderWay_ShouldTakeTheMigrationAway(MigrationState state)
    {
        var code = await Host.StoreAsync(state);

        using var response = await SendAsync(Customer, "DELETE", code);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        using var gone = await SendAsync(Customer, "GET", code);
        await gone.ShouldBeEnvelopeAsync(HttpStatusCode.NotFound, "Not found");
    }

    [TestCaseSource(nameof(UnderWay))]
    public async Task Delete_WhenSomethingIsUnderWay_ShouldSayWhyNot(MigrationState state, string reason)
    {
        var code = await Host.StoreAsync(state);

        using var response = await SendAsync(Customer, "DELETE", code);

        await ShouldBeRefusedAsync(response, "migration_code", reason);
    }
}
