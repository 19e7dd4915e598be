using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Application.Migrations;
using Hosting.Migrations.Application.Migrations.AddResources;
using Hosting.Migrations.Application.Migrations.Cancel;
using Hosting.Migrations.Application.Migrations.Execute;
using Hosting.Migrations.Application.Migrations.GetResource;
using Hosting.Migrations.Application.Migrations.Pause;
using Hosting.Migrations.Application.Migrations.RemoveResource;
using Hosting.Migrations.Application.Migrations.RepairResource;
using Hosting.Migrations.Application.Migrations.Resume;
using Hosting.Migrations.Application.Migrations.Retry;
using Hosting.Migrations.Application.UnitTests.Fakes;
using Hosting.Migrations.Application.UnitTests.TestData;
using Hosting.Migrations.Domain.Migrations;
using Moq;

namespace Hosting.Migrations.Application.UnitTests.Migrations;

/// <summary>What the use cases around a repair store, and what they tell the queue.</summary>
[TestFixture]
internal sealed class RepairingCommandsTests
{
    private const string Code = "MG12345678";

    private static readonly Caller Owner = Caller.ForCustomer(7);

    private TestApplication _application = null!;
    private Migration _migration = null!;

    [SetUp]
    public void SetUp()
    {
        _application = new TestApplication();
        _application.Customers.Store(ACustomer.Stored(7, "C1001"));
        _migration = Stored();
        _application.Migrations.Setup(migrations => migrations.FindAsync(Code, It.IsAny<CancellationToken>())).ReturnsAsync(() => _migration);
        _application.Migrations.Setup(migrations => migrations.GetAsync(Code, It.IsAny<CancellationToken>())).ReturnsAsync(() => _migration);
    }

    [TearDown]
    public void TearDown() => _application.Dispose();

    [Test]
    public async Task Pause_WhenItGoesOn_ShouldTakeWhatWaitsOutOfTheQueue()
    {
        var answer = await _application.SendAsync(new PauseMigrationCommand(Owner, Code));

        Assert.That((answer.Resources[0].StatusDetail, _migration.PausedAt, _application.UnitOfWork.Saves), Is.EqualTo(("paused", (DateTimeOffset?)Moments.Now, 1)));
        _application.Queue.Verify(queue => queue.RemoveWaitingAsync(_migration.Id, It.IsAny<CancellationToken>()), Times.Once());
    }

    [Test]
    public async Task Resume_WhenItIsPaused_ShouldFillTheQueueAndWakeWorkers()
    {
        _migration.Pause(Moments.Now);

        var answer = await _application.SendAsync(new ResumeMigrationCommand(Owner, Code));

        Assert.That((answer.Resources[0].StatusDetail, _migration.IsPaused, _application.UnitOfWork.Saves), Is.EqualTo(("test run", false, 1)));
        VerifyFilled();
        _application.Queue.Verify(queue => queue.WakeAsync(It.IsAny<CancellationToken>()), Times.Once());
    }

    [Test]
    public async Task AddResources_WhenTheFileIsRight_ShouldSealThePasswordsAndFillTheQueue()
    {
        var answer = await _application.SendAsync(new AddResourcesCommand(Owner, Code) { CsvFileContent = "new@example.com;imap.example.net;new;s3cret" });

        Assert.That(answer.Resources.Select(resource => resource.Code), Is.EqualTo(new[] { $"{Code}-3" }));
        Assert.That(_application.Sealer.Unseal(_migration.Resources[2].SealedPassword!).Reveal(), Is.EqualTo("s3cret"));
        Assert.That(_application.UnitOfWork.Saves, Is.EqualTo(1));
        VerifyFilled();
    }

    [Test]
    public async Task Send_WhenTheQueueCannotFollowAStoredChange_ShouldAnswerThatItCountsAndLogIt()
    {
        _application.Queue.Setup(queue => queue.FillAsync(It.IsAny<long>(), It.IsAny<CancellationToken>())).ThrowsAsync(new IOException("gone"));
        _application.Queue.Setup(queue => queue.RemoveWaitingAsync(It.IsAny<long>(), It.IsAny<CancellationToken>())).ThrowsAsync(new IOException("gone"));
        _application.Queue.Setup(queue => queue.WithdrawAsync(It.IsAny<long>(), It.IsAny<CancellationToken>())).ThrowsAsync(new IOException("gone"));
        _application.Queue.Setup(queue => queue.WakeAsync(It.IsAny<CancellationToken>())).ThrowsAsync(new IOException("gone"));

        await _application.SendAsync(new PauseMigrationCommand(Owner, Code));
        await _application.SendAsync(new ResumeMigrationCommand(Owner, Code));
        await _application.SendAsync(new AddResourcesCommand(Owner, Code) { CsvFileContent = "new@example.com;imap.example.net;new;s3cret" });
        await _application.SendAsync(new RepairResourceCommand(Owner, Code, $"{Code}-3") { RemotePassword = "other" });
        await _application.SendAsync(new RemoveResourceCommand(Owner, Code, $"{Code}-3"));
        await _application.SendAsync(new CancelMigrationCommand(Owner, Code));
        await _application.SendAsync(new RetryMigrationCommand(Owner, Code));

        Assert.That(_application.UnitOfWork.Saves, Is.EqualTo(7));
        Assert.That(_application.Logs.Entries.Count(entry => entry.Message.Contains($"{Code}: a change is stored", StringComparison.Ordinal)), Is.EqualTo(7));
    }

    [Test]
    public void AddResources_WhenTheCustomerHasNoRoomLeft_ShouldSaySo()
    {
        _application.Migrations.Setup(migrations => migrations.GetLoadAsync(7, It.IsAny<CancellationToken>())).ReturnsAsync(new CustomerLoad(10_000, 500_000));

        Assert.That(
            () => _application.SendAsync(new AddResourcesCommand(Owner, Code) { CsvFileContent = "new@example.com;imap.example.net;new;s3cret" }),
            Refused.With("csv_file_content", "customer C1001 has 500000 mailboxes in migrations that have not ended, and 1 would come; at most 500000 are allowed"));
    }

    [Test]
    public void AddResources_Always_ShouldNotShowItsContent() =>
        Assert.That(new AddResourcesCommand(Owner, Code) { CsvFileContent = "hidden" }.ToString(), Does.Not.Contain("hidden"));

    [Test]
    public async Task RemoveResource_WhenNoRunIsUnderWay_ShouldStoreItAndWakeWorkers()
    {
        await _application.SendAsync(new RemoveResourceCommand(Owner, Code, $"{Code}-1"));

        Assert.That((_migration.Resources.Single().Code, _application.UnitOfWork.Saves), Is.EqualTo(($"{Code}-2", 1)));
        _application.Queue.Verify(queue => queue.WakeAsync(It.IsAny<CancellationToken>()), Times.Once());
    }

    [Test]
    public async Task Retry_WhenATestHadFailed_ShouldFillTheQueue()
    {
        _migration = Stored().LedTo(new MigrationState(MigrationStatus.Failed, MigrationStep.TestRun));

        await _application.SendAsync(new RetryMigrationCommand(Owner, Code) { Resources = [$"{Code}-2"] });

        Assert.That(_migration.Resources.Select(resource => resource.CanStart(MigrationStep.TestRun)), Is.EqualTo(new[] { false, true }));
        VerifyFilled();
    }

    [TestCase(0, true)]
    [TestCase(1, false)]
    public void Execute_WhenTheMigrationHasEnded_ShouldBePossibleForAsLongAsPasswordsAreKept(int ticks, bool isPossible)
    {
        _migration = Stored().LedTo(new MigrationState(MigrationStatus.Completed, MigrationStep.FirstExecution));
        _application.Clock.SetUtcNow(Moments.FirstDone.AddDays(3).AddTicks(ticks));

        Assert.That(
            () => _application.SendAsync(new ExecuteMigrationCommand(Caller.Admin, Code) { Execution = "second" }),
            isPossible ? Throws.Nothing : Refused.With("execution", "is not possible: the migration has ended, and the passwords have been erased"));
    }

    [TestCase("MG12345678-9")]
    [TestCase("")]
    public void GetResource_WhenThereIsNone_ShouldNotBeFound(string resource) =>
        Assert.That(() => _application.SendAsync(new GetResourceQuery(Owner, Code, resource)), Throws.TypeOf<NotFoundException>());

    [Test]
    public void GetResource_WhenTheMigrationIsAnothers_ShouldNotBeFound() =>
        Assert.That(() => _application.SendAsync(new GetResourceQuery(Caller.ForCustomer(8), Code, $"{Code}-1")), Throws.TypeOf<NotFoundException>());

    private Migration Stored() => AMigration.New(sealedPassword: _application.Sealer.Seal(new Secret("pw")));

    private void VerifyFilled() => _application.Queue.Verify(queue => queue.FillAsync(_migration.Id, It.IsAny<CancellationToken>()), Times.Once());
}
