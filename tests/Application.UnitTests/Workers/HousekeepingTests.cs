using Hosting.Migrations.Application.UnitTests.Fakes;
using Hosting.Migrations.Application.UnitTests.TestData;
using Hosting.Migrations.Application.Workers;
using Hosting.Migrations.Application.Workers.Reconcile;
using Hosting.Migrations.Application.Workers.TidyUp;
using Hosting.Migrations.Domain.Migrations;
using MediatR;
using Moq;

namespace Hosting.Migrations.Application.UnitTests.Workers;

/// <summary>What is done for all: one migration that can't be moved on costs itself, and shows.</summary>
[TestFixture]
internal sealed class HousekeepingTests
{
    private const long Bad = 1;
    private const long Good = 2;

    private TestApplication _application = null!;
    private Migration _good = null!;

    [SetUp]
    public void SetUp()
    {
        _application = new TestApplication();
        _application.Migrations.Setup(migrations => migrations.FindByIdAsync(Bad, It.IsAny<CancellationToken>())).ThrowsAsync(new FormatException("what is stored can't be read"));
        _application.Migrations.Setup(migrations => migrations.FindByIdAsync(Good, It.IsAny<CancellationToken>())).ReturnsAsync(() => _good);
        SetUpDue();
        _application.Work.Setup(work => work.ListForgottenTestsAsync(It.IsAny<DateTimeOffset>(), It.IsAny<CancellationToken>())).ReturnsAsync([]);
        _application.Work.Setup(work => work.ListOrphansAsync(It.IsAny<long>(), It.IsAny<CancellationToken>())).ReturnsAsync([]);
        _application.Queue.Setup(queue => queue.TakeOverExpiredAsync(It.IsAny<string>(), It.IsAny<TimeSpan>(), It.IsAny<CancellationToken>())).ReturnsAsync([]);
    }

    [TearDown]
    public void TearDown() => _application.Dispose();

    [Test]
    public async Task Reconcile_WhenOneExecutionCantBegin_ShouldBeginTheOthers()
    {
        _good = AMigration.New(sealedPassword: "sealed").LedTo(new MigrationState(MigrationStatus.Scheduled, MigrationStep.FirstExecution));
        SetUpDue(Bad, Good);

        await SendAsync(new ReconcileCommand());

        Assert.That(_good.Status, Is.EqualTo(MigrationStatus.Running));
        ShouldTellOfTheBadOne();
    }

    [Test]
    public async Task Reconcile_WhenOneCrashCantBeNoted_ShouldNoteTheOthersAndGoOn()
    {
        _good = AMigration.New(sealedPassword: "sealed").LedTo(new MigrationState(MigrationStatus.Scheduled, MigrationStep.FirstExecution));
        var (bad, good) = (new RunKey(7, MigrationStep.FirstExecution), new RunKey(8, MigrationStep.FirstExecution));
        _application.Runs.Setup(runs => runs.FindAsync(bad, It.IsAny<CancellationToken>())).ThrowsAsync(new FormatException("what is stored can't be read"));
        _application.Queue.Setup(queue => queue.TakeOverExpiredAsync(It.IsAny<string>(), It.IsAny<TimeSpan>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync([new ExpiredClaim(bad, Bad), new ExpiredClaim(good, Good)]);
        await SendAsync(new ReconcileCommand());
        _application.Clock.Advance(TimeSpan.FromMinutes(1));

        await SendAsync(new ReconcileCommand());

        _application.Queue.Verify(queue => queue.DropAsync(good, It.IsAny<string>(), It.IsAny<CancellationToken>()), Times.Once());
        ShouldTellOfTheBadOne();
    }

    [Test]
    public async Task TidyUp_WhenOneStrayCantBePutInOrder_ShouldPutTheOthersInOrderAndErasePasswords()
    {
        _application.Work.Setup(work => work.ListStraysAsync(It.IsAny<CancellationToken>())).ReturnsAsync([Bad, Good]);
        _application.Queue.Setup(queue => queue.FillAsync(Bad, It.IsAny<CancellationToken>())).ThrowsAsync(new FormatException("what is stored can't be read"));
        _application.Queue.Setup(queue => queue.FillAsync(Good, It.IsAny<CancellationToken>())).ReturnsAsync(1);

        await SendAsync(new TidyUpCommand());

        _application.Queue.Verify(queue => queue.FillAsync(Good, It.IsAny<CancellationToken>()), Times.Once());
        _application.Work.Verify(work => work.ErasePasswordsAsync(It.IsAny<DateTimeOffset>(), It.IsAny<CancellationToken>()), Times.Once());
        ShouldTellOfTheBadOne();
    }

    [TestCase(null, 0)]
    [TestCase("100.00:00:00", 3)]
    public async Task TidyUp_WhenEntriesOfTheAuditLogAreOld_ShouldRemoveThemInBatchesIfThatIsMeant(string? keepFor, int batches)
    {
        using var application = new TestApplication(keepFor is null ? [] : [("Audit:KeepFor", keepFor)]);
        application.Work.Setup(work => work.ListStraysAsync(It.IsAny<CancellationToken>())).ReturnsAsync([]);
        application.Work.Setup(work => work.ListForgottenTestsAsync(It.IsAny<DateTimeOffset>(), It.IsAny<CancellationToken>())).ReturnsAsync([]);
        var left = 2500;
        application.Log
            .Setup(log => log.RemoveOldAsync(application.Clock.GetUtcNow().AddDays(-100), It.IsAny<int>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((DateTimeOffset _, int most, CancellationToken _) =>
            {
                var removed = Math.Min(most, left);
                left -= removed;
                return removed;
            });

        await application.SendAsync(new TidyUpCommand());

        application.Log.Verify(
            log => log.RemoveOldAsync(It.IsAny<DateTimeOffset>(), It.IsInRange(1, 5000, Moq.Range.Inclusive), It.IsAny<CancellationToken>()), Times.Exactly(batches));
    }

    private void SetUpDue(params long[] due) => _application.Work
        .Setup(work => work.ListReadyAsync(It.IsAny<int>(), It.IsAny<DateTimeOffset>(), It.IsAny<CancellationToken>()))
        .ReturnsAsync(new ReadyMigrations([], due));

    private Task<Unit> SendAsync(IRequest command) => _application.SendAsync(command);

    private void ShouldTellOfTheBadOne() => Assert.That(
        _application.Logs.Entries.Select(entry => entry.Message), Has.Some.Contains("failed; it is tried again with the next turn, and all others go on"));
}
