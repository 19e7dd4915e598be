using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Application.Migrations.RepairResource;
using Hosting.Migrations.Application.Migrations.Retry;
using Hosting.Migrations.Application.UnitTests.Fakes;
using Hosting.Migrations.Application.UnitTests.TestData;
using Hosting.Migrations.Application.Workers;
using Hosting.Migrations.Application.Workers.RunMailbox;
using Hosting.Migrations.Application.Workers.TidyUp;
using Hosting.Migrations.Domain.Migrations;
using Moq;

namespace Hosting.Migrations.Application.UnitTests.Workers;

/// <summary>A user whom a source has refused twice is not tried for other mailboxes, until somebody has done something about it.</summary>
[TestFixture]
internal sealed class LoginPauseTests
{
    private static readonly TimeSpan Time = TimeSpan.FromHours(2);

    private TestApplication _application = null!;
    private Migration _migration = null!;
    private bool _areRefused;

    [SetUp]
    public void SetUp()
    {
        _application = new TestApplication(
            ("Destination:Host", "imap.new.example"), ("Destination:MasterUser", "master"), ("Destination:MasterPassword", "secret"));
        _areRefused = true;
        _migration = AMigration.New(mailboxes: 1, sealedPassword: _application.Sealer.Seal(new Secret("pw")));
        _application.Migrations.Setup(migrations => migrations.FindByIdAsync(It.IsAny<long>(), It.IsAny<CancellationToken>())).ReturnsAsync(() => _migration);
        _application.Migrations.Setup(migrations => migrations.FindAsync(_migration.Code, It.IsAny<CancellationToken>())).ReturnsAsync(() => _migration);
        _application.Runs.Setup(runs => runs.FindAsync(It.IsAny<RunKey>(), It.IsAny<CancellationToken>())).ReturnsAsync(() =>
            new RunSubject(Resource, _migration.Status, _migration.Step, _migration.IsCancelled, _migration.Preset, _migration.FromDate, IsPaused: false, _migration.CustomerId, AreLoginsRefused: _areRefused));
        _application.Copier.Setup(copier => copier.TestAsync(It.IsAny<MailboxCopy>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new CopyOutcome(RunProgress.None, null, null, [], []));
    }

    [TearDown]
    public void TearDown() => _application.Dispose();

    [Test]
    public async Task Send_WhenTheLoginHasToWait_ShouldNotTryItAndSayWhatCanBeDone()
    {
        PauseSince(_application.Clock.GetUtcNow());

        await SendAsync();

        VerifyTried(Times.Never());
        var run = Resource.FindRun(MigrationStep.TestRun)!;
        Assert.That((run.Attempts, run.IsWaiting, run.Fault), Is.EqualTo((0, true, (CopyFault?)CopyFault.AuthPaused)));
        Assert.That(run.Error, Is.EqualTo(
            $"imap.example.net has refused the login of {Resource.RemoteUsername} twice; it is not tried for this mailbox, so that the account is not locked: "
            + "give the right remote_password to one of the mailboxes with this user (PATCH), or retry when the login works again"));
        _application.Queue.Verify(queue => queue.PutOffAsync(Key, It.IsAny<string>(), Login, Time, It.IsAny<CancellationToken>()), Times.Once());
        _application.Logins.Verify(logins => logins.ForgetAsync(It.IsAny<IReadOnlyCollection<string>>(), It.IsAny<CancellationToken>()), Times.Never());
    }

    [Test]
    public async Task Send_WhenTheLoginWasFreedInTheMeantime_ShouldGoOnAtOnce()
    {
        _application.Logins.SetupSequence(logins => logins.FindPauseAsync(Login, It.IsAny<DateTimeOffset>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(_application.Clock.GetUtcNow())
            .ReturnsAsync((DateTimeOffset?)null);

        await SendAsync();

        VerifyForgotten();
    }

    [Test]
    public async Task Send_WhenTheRunHasWaitedLongEnough_ShouldEndIt()
    {
        PauseSince(_application.Clock.GetUtcNow());
        await SendAsync();
        _application.Clock.Advance(Time);
        PauseSince(_application.Clock.GetUtcNow());

        await SendAsync();

        VerifyTried(Times.Never());
        Assert.That((Resource.FindRun(MigrationStep.TestRun)!.Fault, _migration.Status), Is.EqualTo(((CopyFault?)CopyFault.AuthPaused, MigrationStatus.Failed)));
        _application.Queue.Verify(queue => queue.DropAsync(Key, It.IsAny<string>(), It.IsAny<CancellationToken>()), Times.Once());
    }

    [Test]
    public async Task Send_WhenTheSourceRefusesTheLogin_ShouldCountIt()
    {
        _areRefused = false;
        _application.Copier.Setup(copier => copier.TestAsync(It.IsAny<MailboxCopy>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new CopyOutcome(RunProgress.None, CopyFault.Auth, "refused", [], []));

        await SendAsync();

        var now = _application.Clock.GetUtcNow();
        _application.Logins.Verify(logins => logins.CountAsync(Login, now, now - Time, It.IsAny<CancellationToken>()), Times.Once());
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Send_WhenTheLoginSucceeds_ShouldForgetRefusalsIfThereAreAnyAndShareThePassword(bool areRefused)
    {
        _areRefused = areRefused;

        await SendAsync();

        VerifyTried(Times.Once());
        var times = areRefused ? Times.Once() : Times.Never();
        _application.Runs.Verify(runs => runs.SharePasswordAsync(Resource, It.IsAny<CancellationToken>()), times);
        _application.Logins.Verify(logins => logins.ForgetAsync(new[] { Login }, It.IsAny<CancellationToken>()), times);
    }

    [Test]
    public async Task Repair_WhenTheLoginHasToWait_ShouldTryTheNewOneOnceWhateverWasRefused()
    {
        PauseSince(_application.Clock.GetUtcNow());
        await SendAsync();
        await _application.SendAsync(new RepairResourceCommand(Caller.Admin, _migration.Code, Resource.Code) { RemotePassword = "new" });
        _application.Copier.Setup(copier => copier.TestAsync(It.IsAny<MailboxCopy>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new CopyOutcome(RunProgress.None, CopyFault.Connect, "no answer", [], []));

        await SendAsync();
        Assert.That(Resource.FindRun(MigrationStep.TestRun)!.TriesNewLogin, Is.True, "Nobody has answered.");

        _application.Copier.Setup(copier => copier.TestAsync(It.IsAny<MailboxCopy>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new CopyOutcome(RunProgress.None, CopyFault.Auth, "refused", [], []));
        await SendAsync();

        VerifyTried(Times.Exactly(2));
        var run = Resource.FindRun(MigrationStep.TestRun)!;
        Assert.That((run.Fault, run.IsWaiting, run.TriesNewLogin), Is.EqualTo(((CopyFault?)CopyFault.Auth, false, false)));
    }

    [Test]
    public async Task Send_WhenALoginIsGivenWhileTheRunIsPutOff_ShouldHaveItGoOnAtOnce()
    {
        PauseSince(_application.Clock.GetUtcNow());
        _application.Queue.Setup(queue => queue.PutOffAsync(Key, It.IsAny<string>(), Login, It.IsAny<TimeSpan>(), It.IsAny<CancellationToken>()))
            .Returns(() => _application.SendAsync(new RepairResourceCommand(Caller.Admin, _migration.Code, Resource.Code) { RemotePassword = "new" }));

        await SendAsync();

        _application.Queue.Verify(queue => queue.WithdrawAsync(Resource.Id, It.IsAny<CancellationToken>()), Times.Exactly(2));
        _application.Queue.Verify(queue => queue.FillAsync(_migration.Id, It.IsAny<CancellationToken>()), Times.Exactly(2));
    }

    [TestCase(null)]
    [TestCase("auth_paused")]
    public async Task Retry_WhenTheMigrationGoesOnAndARunWaits_ShouldForgetTheRefusals(string? errorCode)
    {
        Resource.PutOffRun(MigrationStep.TestRun, new RunError(CopyFault.AuthPaused, "refused"), _application.Clock.GetUtcNow());

        await _application.SendAsync(new RetryMigrationCommand(Caller.Admin, _migration.Code) { ErrorCode = errorCode });

        VerifyForgotten();
    }

    [Test]
    public void Retry_WhenWhatWaitsIsNotPicked_ShouldSayWhyNot()
    {
        Resource.PutOffRun(MigrationStep.TestRun, new RunError(CopyFault.AuthPaused, "refused"), _application.Clock.GetUtcNow());

        Assert.That(
            () => _application.SendAsync(new RetryMigrationCommand(Caller.Admin, _migration.Code) { ErrorCode = "auth" }),
            Refused.With("migration_code", "has not ended yet"));
    }

    [Test]
    public async Task Retry_WhenTheMigrationHasEnded_ShouldForgetTheRefusals()
    {
        _migration.LedTo(new MigrationState(MigrationStatus.Failed, MigrationStep.TestRun));

        await _application.SendAsync(new RetryMigrationCommand(Caller.Admin, _migration.Code));

        VerifyForgotten();
    }

    [Test]
    public async Task TidyUp_Always_ShouldForgetWhatIsOld()
    {
        _application.Work.Setup(work => work.ListStraysAsync(It.IsAny<CancellationToken>())).ReturnsAsync([]);
        _application.Work.Setup(work => work.ListForgottenTestsAsync(It.IsAny<DateTimeOffset>(), It.IsAny<CancellationToken>())).ReturnsAsync([]);

        await _application.SendAsync(new TidyUpCommand());

        _application.Logins.Verify(logins => logins.ForgetOldAsync(_application.Clock.GetUtcNow() - Time, It.IsAny<CancellationToken>()), Times.Once());
    }

    private MigrationResource Resource => _migration.Resources[0];

    private RunKey Key => new(Resource.Id, MigrationStep.TestRun);

    private string Login => LoginKey.Of(_migration.CustomerId, Resource.ToLogin());

    private Task<MediatR.Unit> SendAsync() => _application.SendAsync(new RunMailboxCommand(Key, _application.Clock.GetTimestamp(), CancellationToken.None));

    private void PauseSince(DateTimeOffset refused) => _application.Logins
        .Setup(logins => logins.FindPauseAsync(Login, It.IsAny<DateTimeOffset>(), It.IsAny<CancellationToken>())).ReturnsAsync(refused);

    private void VerifyTried(Times times) =>
        _application.Copier.Verify(copier => copier.TestAsync(It.IsAny<MailboxCopy>(), It.IsAny<CancellationToken>()), times);

    private void VerifyForgotten() => _application.Logins.Verify(
        logins => logins.ForgetAsync(It.Is<IReadOnlyCollection<string>>(keys => keys.SequenceEqual(new[] { Login })), It.IsAny<CancellationToken>()), Times.Once());
}
