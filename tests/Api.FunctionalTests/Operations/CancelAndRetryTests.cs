using System.Net;
using Hosting.Migrations.Api.FunctionalTests.Support;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.UnitTests.TestData;
using static Hosting.Migrations.Domain.UnitTests.TestData.Moments;
using static Hosting.Migrations.Domain.UnitTests.TestData.States;

namespace Hosting.Migrations.Api.FunctionalTests.Operations;

public sealed class CancelAndRetryTests : OperationsFixture
{
    private static IEnumerable<TestCaseData> Cancelled =>
    [
        new(BeingValidated, "failed"),
        new(AwaitingSlot, "failed"),
        new(FirstScheduled, "failed"),
        new(FirstRunning, "failed"),
        new(SecondScheduled, "completed"),
    ];

    private static IEnumerable<TestCaseData> Retried =>
    [
        new(ValidationFailed, "validating", "test run"),
        new(FirstFailed, "running", "first execution"),
        new(FirstCompletedWithErrors, "running", "first execution"),
        new(SecondFailed, "running", "second execution"),
        new(SecondCompletedWithErrors, "running", "second execution"),
    ];

    [TestCaseSource(nameof(Cancelled))]
    public async Task Cancel_WhenNoMailboxIsBeingWorkedOn_ShouldEndAtOnce(MigrationState state, string status)
    {
        var code = await Host.StoreAsync(state);

        using var response = await SendAsync(Customer, "POST", code, "/cancel");

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        var migration = (await response.JsonAsync())["resources"]![0]!;
        Assert.That((migration["status"]!.ToString(), migration["status_detail"]!.ToString()), Is.EqualTo((status, "cancelled")));
    }

    [TestCaseSource(typeof(States), nameof(UnderWay))]
    public async Task Cancel_WhenAMailboxIsBeingWorkedOn_ShouldAcceptAndSaySo(MigrationState state)
    {
        var code = await Host.StoreAsync(state, then: migration => migration.Run(SecondDue, RunStatus.Running));

        using var response = await SendAsync(Customer, "POST", code, "/cancel");

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
        Assert.That((await GetAsync(code))["status_detail"]!.ToString(), Is.EqualTo("cancelled"));
    }

    [Test]
    public async Task Cancel_WhenItIsBeingCancelled_ShouldSayWhyNot()
    {
        var code = await Host.StoreAsync(FirstRunning, then: migration => migration.Run(FirstDue, RunStatus.Running).Cancel(FirstDue));

        using var response = await SendAsync(Customer, "POST", code, "/cancel");

        await ShouldBeRefusedAsync(response, "migration_code", "is being cancelled already");
    }

    [Test]
    public async Task Cancel_WhenItHasEnded_ShouldSayWhyNot()
    {
        var code = await Host.StoreAsync(FirstCompleted);

        using var response = await SendAsync(Customer, "POST", code, "/cancel");

        await ShouldBeRefusedAsync(response, "migration_code", "has ended already");
    }

    [TestCaseSource(nameof(Retried))]
    public async Task Retry_WhenSomethingFailed_ShouldGoBackToThatStep(MigrationState state, string status, string detail)
    {
        var code = await Host.StoreAsync(state);

        using var response = await SendAsync(Customer, "POST", code, "/retry");

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
        var migration = await GetAsync(code);
        Assert.That((migration["status"]!.ToString(), migration["status_detail"]!.ToString()), Is.EqualTo((status, detail)));
    }

    [Test]
    public async Task Retry_WhenEverythingWasCopied_ShouldSayWhyNot()
    {
        var code = await Host.StoreAsync(FirstCompleted);

        using var response = await SendAsync(Customer, "POST", code, "/retry");

        await ShouldBeRefusedAsync(response, "migration_code", "has nothing to try again: every mailbox is a success");
    }

    [Test]
    public async Task Retry_WhenATestFailedAfterEverythingWasCopied_ShouldTryThatMailbox()
    {
        var code = await Host.StoreAsync(SecondCompleted, then: migration =>
        {
            var resource = migration.Resources[0];
            migration.Repair(resource, resource.ToLogin(), Later);
            resource.StartRun(MigrationStep.TestRun, Later);
            resource.FinishRun(MigrationStep.TestRun, RunProgress.None, new RunError(CopyFault.Auth, "LOGIN: no"), Later);
        });

        using var refused = await SendAsync(Customer, "POST", code, "/retry", $$"""{"resources":["{{code}}-2"]}""");
        using var response = await SendAsync(Customer, "POST", code, "/retry", """{"error_code":"auth"}""");

        await ShouldBeRefusedAsync(refused, "resources", $"{code}-2 is a success already");
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Accepted), await response.Content.ReadAsStringAsync());
    }

    [Test]
    public async Task Retry_WhenItHasNotEnded_ShouldSayWhyNot()
    {
        var code = await Host.StoreAsync(FirstScheduled);

        using var response = await SendAsync(Customer, "POST", code, "/retry");

        await ShouldBeRefusedAsync(response, "migration_code", "has not ended yet");
    }
}
