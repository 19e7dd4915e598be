using System.Diagnostics;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Application.UnitTests.Fakes;
using Hosting.Migrations.Application.UnitTests.TestData;
using Hosting.Migrations.Application.Webhooks;
using Hosting.Migrations.Application.Workers;
using Hosting.Migrations.Application.Workers.CrashRun;
using Hosting.Migrations.Application.Workers.RunMailbox;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Moq;

namespace Hosting.Migrations.Application.UnitTests.Workers;

/// <summary>A run from its claim to its end, whatever comes of it.</summary>
[TestFixture]
internal sealed class RunMailboxTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    private static readonly MigrationState Executing = new(MigrationStatus.Running, MigrationStep.FirstExecution);

    private TestApplication _application = null!;
    private Migration _migration = null!;
    private bool _isToldOf;

    [SetUp]
    public void SetUp()
    {
        _isToldOf = false;
        _application = new TestApplication(
            ("Destination:Host", "imap.new.example"), ("Destination:MasterUser", "master"), ("Destination:MasterPassword", "secret"));
        _migration = AMigration.New(mailboxes: 1, sealedPassword: _application.Sealer.Seal(new Secret("pw"))).LedTo(Executing);
        _application.Migrations.Setup(migrations => migrations.FindByIdAsync(It.IsAny<long>(), It.IsAny<CancellationToken>())).ReturnsAsync(() => _migration);
        _application.Runs.Setup(runs => runs.FindAsync(It.IsAny<RunKey>(), It.IsAny<CancellationToken>())).ReturnsAsync(() =>
            new RunSubject(_migration.Resources[0], _migration.Status, _migration.Step, _migration.IsCancelled, _migration.Preset, _migration.FromDate, _migration.IsPaused, _migration.CustomerId, AreLoginsRefused: false)
            {
                IsToldOf = _isToldOf,
            });
    }

    [TestCase(null, "mailbox.succeeded", "success", "null")]
    [TestCase(CopyFault.Auth, "mailbox.failed", "error", "\"auth\"")]
    public async Task Send_WhenAWebhookAsksForMailboxes_ShouldBeginToTellItOfTheEnd(CopyFault? fault, string kind, string status, string error)
    {
        _isToldOf = true;
        var begun = new List<WebhookDelivery>();
        _application.Webhooks.Setup(webhooks => webhooks.FindAudienceAsync(It.IsAny<long>(), kind, It.IsAny<CancellationToken>()))
            .ReturnsAsync(new MailboxAudience("C1001", 5, [7, 8]));
        _application.Webhooks.Setup(webhooks => webhooks.Add(It.IsAny<WebhookDelivery>())).Callback<WebhookDelivery>(begun.Add);
        Copy(new CopyOutcome(new RunProgress(MessagesTotal: 3, MessagesCopied: 3), fault, fault is null ? null : "refused", [], []));

        await SendAsync();

        var resource = _migration.Resources[0];
        Assert.That(begun.Select(delivery => (delivery.WebhookId, delivery.EventId, delivery.Kind)), Is.EqualTo(new[] { (7L, 5L, kind), (8L, 5L, kind) }));
        Assert.That(begun[0].Body, Does.StartWith($$"""{"type":"{{kind}}","timestamp":""").And.EndsWith(
            "\"data\"" + $$$""":{"code":"{{{_migration.Code}}}","owner":"C1001","resource":"{{{resource.Code}}}","local_email":"{{{resource.LocalEmail}}}","run":"first_execution","status":"{{{status}}}","error":{{{error}}}}}"""));
    }

    [Test]
    public async Task Send_WhenNoWebhookAsksForMailboxes_ShouldNotLookForOne()
    {
        Copy(new CopyOutcome(new RunProgress(MessagesTotal: 3, MessagesCopied: 3), null, null, [], []));

        await SendAsync();

        Assert.That(_application.Webhooks.Invocations, Is.Empty);
    }

    [Test]
    public async Task Send_WhenTheMailboxIsCopiedIntoByHand_ShouldWaitAndSayItOnce()
    {
        _application.Locks.Setup(locks => locks.TryShareAsync(It.IsAny<MailAccount>(), It.IsAny<CancellationToken>())).ReturnsAsync((MailboxLock?)null);

        await SendAsync();
        await SendAsync();

        Assert.That(Run, Is.Null);
        _application.Queue.Verify(queue => queue.ReleaseAsync(Key, It.IsAny<string>(), TimeSpan.FromSeconds(2), It.IsAny<CancellationToken>()), Times.Exactly(2));
        Assert.That(_application.Logs.Entries.Count(entry => entry.Message.Contains("waits with its", StringComparison.Ordinal)), Is.EqualTo(1));
    }

    [TearDown]
    public void TearDown() => _application.Dispose();

    [Test]
    public async Task Crash_WhenTheClaimHasBeenLostSince_ShouldLeaveTheRunToItsNewWorker()
    {
        _migration.StartRun(_migration.Resources[0], Moments.Now);
        _application.Runs.Setup(runs => runs.TryHoldClaimAsync(Key, It.IsAny<string>(), It.IsAny<CancellationToken>())).ReturnsAsync(false);

        await _application.SendAsync(new CrashRunCommand(Key, 1));

        Assert.That((Run!.Status, Run!.Crashes), Is.EqualTo((RunStatus.Running, 0)));
        VerifyDropped(Times.Never());
        VerifyReleased(null);
    }

    [Test]
    public async Task Send_WhenItMeetsAPause_ShouldFillTheQueueAgainShouldThatHaveEnded()
    {
        _migration.Pause(Moments.Now);

        await SendAsync();

        VerifyDropped(Times.Once());
        _application.Queue.Verify(queue => queue.FillAsync(_migration.Resources[0].MigrationId, It.IsAny<CancellationToken>()), Times.Once());
    }

    [Test]
    public async Task Send_WhenEverythingIsCopied_ShouldEndTheRunAndWithTheLastTheStep()
    {
        Copy(new CopyOutcome(new RunProgress(MessagesTotal: 3, MessagesCopied: 3), null, null, [], []));

        await SendAsync();

        var run = Run!;
        Assert.That((run.Status, run.Progress.MessagesCopied, _migration.Status), Is.EqualTo((RunStatus.Success, 3L, MigrationStatus.Completed)));
        VerifyDropped(Times.Once());
        VerifyReleased(null);
    }

    [Test]
    public async Task Send_WhenOtherRunsWait_ShouldLeaveTheStepUnderWay()
    {
        _application.Queue.Setup(queue => queue.HasAnyAsync(It.IsAny<long>(), It.IsAny<CancellationToken>())).ReturnsAsync(true);
        Copy(new CopyOutcome(RunProgress.None, null, null, [], []));

        await SendAsync();

        Assert.That((Run!.Status, _migration.State), Is.EqualTo((RunStatus.Success, Executing)));
    }

    [Test]
    public async Task Send_WhenTheSourceRefusesTheLogin_ShouldBeTheMailboxsVerdict()
    {
        Copy(new CopyOutcome(RunProgress.None, CopyFault.Auth, "refused", [], []));

        await SendAsync();

        Assert.That((Run!.Status, Run!.Fault), Is.EqualTo((RunStatus.Error, (CopyFault?)CopyFault.Auth)));
        VerifyDropped(Times.Once());
    }

    [Test]
    public async Task Send_WhenAFaultOfOursEndsIt_ShouldHandTheRunBackForAWhile()
    {
        Copy(new CopyOutcome(new RunProgress(MessagesTotal: 9, MessagesCopied: 4), CopyFault.Internal, "the database could not be reached", [], []));

        await SendAsync();

        Assert.That((Run!.IsWaiting, Run!.Crashes, Run!.Progress.MessagesCopied), Is.EqualTo((true, 0, 4L)));
        VerifyReleased(TimeSpan.FromSeconds(5));
        VerifyDropped(Times.Never());
    }

    [Test]
    public async Task Send_WhenAFaultOfOursDoesNotPass_ShouldSayItInTheEnd()
    {
        Copy(new CopyOutcome(RunProgress.None, CopyFault.Internal, "a fault", [], []));

        for (var i = 0; i < 10; i++)
        {
            await SendAsync();
        }

        Assert.That((Run!.Status, Run!.Attempts, Run!.Error), Is.EqualTo((RunStatus.Error, 10, "a fault")));
    }

    [Test]
    public void Send_WhenItsEndCantBeWrittenDownForAReasonThatStays_ShouldGiveItsPlaceToOthers()
    {
        var tries = Refuse(new FormatException("'blah' is not one of"));

        var fault = Assert.ThrowsAsync<FormatException>(() => SendWhileTimePassesAsync());

        Assert.That((fault!.Message, tries()), Is.EqualTo(("'blah' is not one of", 10)));
        Assert.That(_application.Logs.Entries.Count(entry => entry.Message.Contains("could not be written down", StringComparison.Ordinal)), Is.EqualTo(1));
        VerifyDropped(Times.Never());
    }

    [Test]
    public async Task Send_WhenItsEndCantBeWrittenDownWithoutADatabase_ShouldInsist()
    {
        _application.Outages.Setup(outages => outages.FindReason(It.IsAny<Exception>())).Returns("no route");
        var tries = Refuse(new TimeoutException(), times: 100);

        await SendWhileTimePassesAsync();

        Assert.That((tries(), Run!.Status), Is.EqualTo((101, RunStatus.Success)));
    }

    [Test]
    public async Task Send_WhenTheWorkerIsStopped_ShouldHandTheRunBackAtOnce()
    {
        using var shutdown = new CancellationTokenSource();
        _application.Copier.Setup(copier => copier.CopyAsync(It.IsAny<MailboxCopy>(), It.IsAny<IProgress<CopyProgress>>(), It.IsAny<CancellationToken>()))
            .Returns(async (MailboxCopy _, IProgress<CopyProgress> _, CancellationToken copying) =>
            {
                await shutdown.CancelAsync();
                Assert.That(copying.IsCancellationRequested, Is.True);
                return new CopyOutcome(RunProgress.None, CopyFault.Cancelled, "the copy was called off", [], []);
            });

        await _application.SendAsync(new RunMailboxCommand(Key, _application.Clock.GetTimestamp(), shutdown.Token), CancellationToken.None);

        Assert.That((Run!.IsWaiting, Run!.Crashes), Is.EqualTo((true, 0)));
        VerifyReleased(TimeSpan.Zero);
    }

    [Test]
    public async Task Send_WhenTheMigrationIsCalledOff_ShouldEndTheRunAndTheMigration()
    {
        _application.Copier.Setup(copier => copier.CopyAsync(It.IsAny<MailboxCopy>(), It.IsAny<IProgress<CopyProgress>>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(() =>
            {
                _migration.Cancel(_application.Clock.GetUtcNow());
                return new CopyOutcome(RunProgress.None, CopyFault.Cancelled, "the copy was called off", [], []);
            });

        await SendAsync();

        Assert.That((Run!.Status, Run!.IsWaiting, _migration.Status), Is.EqualTo((RunStatus.Error, false, MigrationStatus.Failed)));
    }

    [Test]
    public async Task Send_WhenThePasswordCantBeOpenedHere_ShouldLeaveTheRunToOthers()
    {
        _migration = AMigration.New(mailboxes: 1, sealedPassword: "sealed with other keys").LedTo(Executing);

        await SendAsync();

        Assert.That((Run!.IsWaiting, _migration.Resources[0].SealedPassword), Is.EqualTo((true, "sealed with other keys")));
        VerifyReleased(TimeSpan.FromSeconds(5));
    }

    [Test]
    public async Task Send_WhenNobodyWantsTheRunAnyMore_ShouldTakeItOutOfTheQueue()
    {
        _migration.Cancel(_application.Clock.GetUtcNow());

        await SendAsync();

        Assert.That(Run, Is.Null);
        VerifyDropped(Times.Once());
    }

    [Test]
    public async Task Send_WhenAnotherWorkerHasTakenTheRunUp_ShouldNotTouchIt()
    {
        _application.Copier.Setup(copier => copier.CopyAsync(It.IsAny<MailboxCopy>(), It.IsAny<IProgress<CopyProgress>>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(() =>
            {
                // Taken for dead, and begun by another one.
                _migration.Resources[0].CrashRun(MigrationStep.FirstExecution, maxAttempts: 3, _application.Clock.GetUtcNow());
                _migration.Resources[0].StartRun(MigrationStep.FirstExecution, _application.Clock.GetUtcNow());
                return new CopyOutcome(RunProgress.None, null, null, [], []);
            });

        await SendAsync();

        Assert.That((Run!.Status, Run!.Attempts), Is.EqualTo((RunStatus.Running, 2)));
        VerifyDropped(Times.Never());
        VerifyReleased(null);
    }

    [Test]
    public async Task CrashRun_WhenAttemptsAreLeft_ShouldHaveTheRunTakenUpAgain()
    {
        _migration.StartRun(_migration.Resources[0], _application.Clock.GetUtcNow());

        await _application.SendAsync(new CrashRunCommand(Key, 1));

        Assert.That((Run!.IsWaiting, Run!.Crashes), Is.EqualTo((true, 1)));
        VerifyReleased(TimeSpan.Zero, Repair);
    }

    [Test]
    public async Task CrashRun_WhenNoAttemptIsLeft_ShouldEndTheStep()
    {
        for (var crash = 0; crash < 3; crash++)
        {
            _migration.StartRun(_migration.Resources[0], _application.Clock.GetUtcNow());
            await _application.SendAsync(new CrashRunCommand(Key, 1));
        }

        Assert.That((Run!.Status, Run!.IsWaiting, _migration.Status), Is.EqualTo((RunStatus.Crashed, false, MigrationStatus.Failed)));
        VerifyDropped(Times.Once());
    }

    [Test]
    public async Task CrashRun_WhenTheRunHadNotBegunOrWasOver_ShouldPutTheQueueInOrder()
    {
        await _application.SendAsync(new CrashRunCommand(Key, 1));
        Assert.That(Run, Is.Null);
        VerifyReleased(TimeSpan.Zero, Repair);

        _migration.StartRun(_migration.Resources[0], _application.Clock.GetUtcNow());
        _migration.FinishRun(_migration.Resources[0], RunProgress.None, null, _application.Clock.GetUtcNow());
        await _application.SendAsync(new CrashRunCommand(Key, 1));
        Assert.That((Run!.Status, Run!.Crashes, _migration.Status), Is.EqualTo((RunStatus.Success, 0, MigrationStatus.Completed)));
        VerifyDropped(Times.Once());
    }

    [Test]
    public async Task Send_WhenATestCantConnect_ShouldWaitAndSayWhyUntilTheTimeIsOver()
    {
        _migration = AMigration.New(mailboxes: 1, sealedPassword: _application.Sealer.Seal(new Secret("pw")));
        Test(new CopyOutcome(RunProgress.None, CopyFault.Connect, "no answer", [], []));
        var resource = _migration.Resources[0];
        var tries = 0;

        while (resource.CanStart(MigrationStep.TestRun))
        {
            await _application.SendAsync(new RunMailboxCommand(TestKey, _application.Clock.GetTimestamp(), CancellationToken.None));
            tries++;
            _application.Clock.Advance(TimeSpan.FromSeconds(20));
            Assert.That((resource.Status, resource.FindLatestRun()!.Fault), Is.EqualTo((ResourceStatus.Error, (CopyFault?)CopyFault.Connect)));
        }

        Assert.That((tries, _migration.Status), Is.EqualTo((16, MigrationStatus.Failed)), "Five minutes, by twenty seconds.");
        _application.Queue.Verify(queue => queue.ReleaseAsync(TestKey, It.IsAny<string>(), TimeSpan.FromSeconds(5), It.IsAny<CancellationToken>()), Times.Once());
    }

    [Test]
    public async Task Send_WhenAMailboxIsTestedBesideAnExecution_ShouldLetItTakePartAtOnce()
    {
        _migration.Repair(_migration.Resources[0], _migration.Resources[0].ToLogin(), _application.Clock.GetUtcNow());
        Test(new CopyOutcome(RunProgress.None, null, null, [], []));

        await _application.SendAsync(new RunMailboxCommand(TestKey, _application.Clock.GetTimestamp(), CancellationToken.None));

        Assert.That((_migration.State, _migration.Resources[0].CanStart(MigrationStep.FirstExecution)), Is.EqualTo((Executing, true)));
        _application.Queue.Verify(queue => queue.FillAsync(It.IsAny<long>(), It.IsAny<CancellationToken>()), Times.Once());
    }

    [Test]
    public async Task Send_WhenAMailboxIsTestedAfterTheEnd_ShouldLeaveTheEnd()
    {
        _migration = AMigration.New(mailboxes: 1, sealedPassword: _application.Sealer.Seal(new Secret("pw")))
            .LedTo(new MigrationState(MigrationStatus.Failed, MigrationStep.FirstExecution));
        _migration.Repair(_migration.Resources[0], _migration.Resources[0].ToLogin(), _application.Clock.GetUtcNow());
        Test(new CopyOutcome(RunProgress.None, null, null, [], []));

        await _application.SendAsync(new RunMailboxCommand(TestKey, _application.Clock.GetTimestamp(), CancellationToken.None));

        Assert.That((_migration.Status, _migration.Resources[0].Status), Is.EqualTo((MigrationStatus.Failed, ResourceStatus.Success)));
    }

    [Test]
    public async Task Send_WhenTheMigrationIsPaused_ShouldHandTheRunBackAndTakeItOutOfTheQueue()
    {
        _application.Copier.Setup(copier => copier.CopyAsync(It.IsAny<MailboxCopy>(), It.IsAny<IProgress<CopyProgress>>(), It.IsAny<CancellationToken>()))
            .Returns(async (MailboxCopy _, IProgress<CopyProgress> _, CancellationToken copying) =>
            {
                _migration.Pause(_application.Clock.GetUtcNow());
                _application.Queue
                    .Setup(queue => queue.RenewAsync(It.IsAny<string>(), It.IsAny<TimeSpan>(), It.IsAny<IReadOnlyCollection<RunReport>>(), It.IsAny<CancellationToken>()))
                    .ReturnsAsync(new Dictionary<RunKey, RunClaim> { [Key] = RunClaim.Paused });
                await _application.Services.GetRequiredService<ActiveRuns>().BeatAsync(CancellationToken.None);
                Assert.That(copying.IsCancellationRequested, Is.True);
                return new CopyOutcome(new RunProgress(MessagesTotal: 9, MessagesCopied: 4), CopyFault.Cancelled, "the copy was called off", [], []);
            });

        await SendAsync();

        Assert.That((Run!.IsWaiting, Run!.Crashes, Run!.Progress.MessagesCopied, _migration.State), Is.EqualTo((true, 0, 4L, Executing)));
        VerifyDropped(Times.Once());
        VerifyReleased(null);
    }

    [Test]
    public async Task Send_WhenTheMigrationWasPausedBefore_ShouldTakeTheRunOutOfTheQueue()
    {
        _migration.Pause(_application.Clock.GetUtcNow());

        await SendAsync();

        Assert.That(Run, Is.Null);
        VerifyDropped(Times.Once());
    }

    private RunKey TestKey => new(_migration.Resources[0].Id, MigrationStep.TestRun);

    private void Test(CopyOutcome outcome) =>
        _application.Copier.Setup(copier => copier.TestAsync(It.IsAny<MailboxCopy>(), It.IsAny<CancellationToken>())).ReturnsAsync(outcome);

    private RunKey Key => new(_migration.Resources[0].Id, MigrationStep.FirstExecution);

    private Run? Run => _migration.Resources[0].FindRun(MigrationStep.FirstExecution);

    private Task<MediatR.Unit> SendAsync() => _application.SendAsync(new RunMailboxCommand(Key, _application.Clock.GetTimestamp(), CancellationToken.None));

    private void Copy(CopyOutcome outcome) => _application.Copier
        .Setup(copier => copier.CopyAsync(It.IsAny<MailboxCopy>(), It.IsAny<IProgress<CopyProgress>>(), It.IsAny<CancellationToken>())).ReturnsAsync(outcome);

    private Func<int> Refuse(Exception fault, int times = int.MaxValue)
    {
        var tries = 0;
        Copy(new CopyOutcome(RunProgress.None, null, null, [], []));
        _application.RunReports
            .Setup(reports => reports.ReplaceAsync(It.IsAny<long>(), It.IsAny<MigrationStep>(), It.IsAny<IReadOnlyCollection<RunReportEntry>>(), It.IsAny<CancellationToken>()))
            .Returns(() => ++tries > times ? Task.CompletedTask : Task.FromException(fault));
        return () => tries;
    }

    // What waits for the clock goes on when it has come so far.
    private async Task SendWhileTimePassesAsync()
    {
        var sending = SendAsync();
        for (var begun = Stopwatch.GetTimestamp(); !sending.IsCompleted && Stopwatch.GetElapsedTime(begun) < Deadline;)
        {
            _application.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await sending.WaitAsync(TimeSpan.Zero);
    }

    private void VerifyDropped(Times times) =>
        _application.Queue.Verify(queue => queue.DropAsync(Key, It.IsAny<string>(), It.IsAny<CancellationToken>()), times);

    private string Repair => _application.Services.GetRequiredService<WorkerIdentity>().Repair;

    private void VerifyReleased(TimeSpan? pause, string? by = null) => _application.Queue.Verify(
        queue => queue.ReleaseAsync(Key, by ?? _application.Services.GetRequiredService<WorkerIdentity>().Name, pause ?? It.IsAny<TimeSpan>(), It.IsAny<CancellationToken>()),
        pause is null ? Times.Never() : Times.Once());
}
