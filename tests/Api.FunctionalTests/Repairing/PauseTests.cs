using System.Net;
using Hosting.Migrations.Api.FunctionalTests.Operations;
using Hosting.Migrations.Api.FunctionalTests.Support;
using Hosting.Migrations.Domain;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.UnitTests.TestData;
using static Hosting.Migrations.Domain.UnitTests.TestData.States;

namespace Hosting.Migrations.Api.FunctionalTests.Repairing;

public sealed class PauseTests : OperationsFixture
{
    [TestCaseSource(typeof(States), nameof(GoingOn))]
    public async Task PauseAndResume_WhenTheMigrationGoesOn_ShouldKeepTheStatus(MigrationState state)
    {
        var code = await Host.StoreAsync(state);
        var (status, detail) = (EnumText<MigrationStatus>.ToText(state.Status), (await GetAsync(code))["status_detail"]?.ToString());

        using var paused = await SendAsync(Customer, "POST", code, "/pause");
        Assert.That(paused.StatusCode, Is.EqualTo(HttpStatusCode.OK), await paused.Content.ReadAsStringAsync());
        Assert.That(Shown((await paused.JsonAsync())["resources"]![0]!), Is.EqualTo((status, "paused")));
        Assert.That(Shown(await GetAsync(code)), Is.EqualTo((status, "paused")));

        using var again = await SendAsync(Customer, "POST", code, "/pause");
        await ShouldBeRefusedAsync(again, "migration_code", "is paused already");

        using var resumed = await SendAsync(Admin, "POST", code, "/resume");
        Assert.That(resumed.StatusCode, Is.EqualTo(HttpStatusCode.OK), await resumed.Content.ReadAsStringAsync());
        Assert.That(Shown((await resumed.JsonAsync())["resources"]![0]!), Is.EqualTo((status, detail)));

        using var twice = await SendAsync(Customer, "POST", code, "/resume");
        await ShouldBeRefusedAsync(twice, "migration_code", "is not paused");
    }

    [TestCaseSource(typeof(States), nameof(Ended))]
    public async Task PauseAndResume_WhenTheMigrationHasEnded_ShouldSayWhyNot(MigrationState state)
    {
        var code = await Host.StoreAsync(state);

        using var pause = await SendAsync(Customer, "POST", code, "/pause");
        using var resume = await SendAsync(Customer, "POST", code, "/resume");

        await ShouldBeRefusedAsync(pause, "migration_code", "has ended already");
        await ShouldBeRefusedAsync(resume, "migration_code", "is not paused");
    }

    [Test]
    public async Task Pause_WhenTheMigrationIsBeingCancelled_ShouldSayWhyNot()
    {
        var code = await Host.StoreAsync(FirstRunning, then: migration => migration.Run(Moments.FirstDue, RunStatus.Running).Cancel(Moments.FirstDue));

        using var response = await SendAsync(Customer, "POST", code, "/pause");

        await ShouldBeRefusedAsync(response, "migration_code", "is being cancelled");
    }

    [Test]
    public async Task Execute_WhenTheMigrationIsPaused_ShouldSayWhyNot()
    {
        var code = await Host.StoreAsync(FirstScheduled, then: migration => migration.Pause(Moments.SlotFree));

        using var response = await SendAsync(Admin, "PUT", code, json: """{"execution":"first"}""");

        await ShouldBeRefusedAsync(response, "execution", "is not possible: the migration is paused; resume it first");
    }

    private static (string, string?) Shown(System.Text.Json.Nodes.JsonNode migration) => (migration["status"]!.ToString(), migration["status_detail"]?.ToString());
}
