using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Application.Migrations.RepairResource;
using Hosting.Migrations.Application.Migrations.Resources;
using Hosting.Migrations.Application.UnitTests.Fakes;
using Hosting.Migrations.Application.UnitTests.TestData;
using Hosting.Migrations.Domain.Migrations;
using Moq;

namespace Hosting.Migrations.Application.UnitTests.Migrations;

/// <summary>One mailbox gets another login. Of two that come at once one wins, and the other is told.</summary>
[TestFixture]
internal sealed class RepairResourceCommandTests
{
    private TestApplication _application = null!;
    private Migration _migration = null!;

    [SetUp]
    public void SetUp()
    {
        _application = new TestApplication();
        _migration = Stored();
        _application.Migrations.Setup(migrations => migrations.FindAsync("MG12345678", It.IsAny<CancellationToken>())).ReturnsAsync(() => _migration);
    }

    [TearDown]
    public void TearDown() => _application.Dispose();

    [Test]
    public async Task Send_WhenThePasswordIsReplaced_ShouldSealItKeepTheRestAndFillTheQueue()
    {
        var answer = await SendAsync(request => request with { RemotePassword = "new" });

        var login = _migration.Resources[0].ToLogin();
        Assert.That(login with { SealedPassword = null }, Is.EqualTo(new SourceLogin("imap.example.net", "user1", null, null)));
        Assert.That(_application.Sealer.Unseal(login.SealedPassword!).Reveal(), Is.EqualTo("new"));
        Assert.That((answer.Resources[0].Code, _application.UnitOfWork.Saves), Is.EqualTo(("MG12345678-1", 1)));
        _application.Queue.Verify(queue => queue.WithdrawAsync(_migration.Resources[0].Id, It.IsAny<CancellationToken>()), Times.Once());
        _application.Queue.Verify(queue => queue.FillAsync(_migration.Id, It.IsAny<CancellationToken>()), Times.Once());
        _application.Resources.Verify(resources => resources.ForgetCheckpointsAsync(It.IsAny<long>(), It.IsAny<CancellationToken>()), Times.Never());
    }

    [TestCase("imap.other.example", null, "pw")]
    [TestCase("imap.example.net:993", null, null)]
    [TestCase(null, "other", null)]
    public async Task Send_WhenTheMailboxComesFromElsewhere_ShouldForgetWhatIsKnownOfItsFolders(string? server, string? user, string? password)
    {
        await SendAsync(request => request with { RemoteServer = server, RemoteUsername = user, RemotePassword = password });

        _application.Resources.Verify(resources => resources.ForgetCheckpointsAsync(_migration.Resources[0].Id, It.IsAny<CancellationToken>()), Times.Once());
        Assert.That(_application.Sealer.Unseal(_migration.Resources[0].SealedPassword!).Reveal(), Is.EqualTo("pw"));
    }

    [Test]
    public void Send_WhenAnotherRepairWasFaster_ShouldTellAndChangeNothing()
    {
        _application.UnitOfWork.WhenSaved(() =>
        {
            _migration = Stored();
            _migration.Repair(_migration.Resources[0], _migration.Resources[0].ToLogin() with { RemoteUsername = "theirs" }, Moments.Now);
            throw new ConcurrentChangeException();
        });

        Assert.That(
            () => SendAsync(request => request with { RemoteUsername = "ours" }),
            Throws.TypeOf<ConflictException>().With.Property(nameof(ConflictException.Error)).Property(nameof(FieldError.Field)).EqualTo("resource_code"));

        Assert.That(_migration.Resources[0].RemoteUsername, Is.EqualTo("theirs"));
    }

    [Test]
    public async Task Send_WhenSomethingElseWasChangedMeanwhile_ShouldRepairAllTheSame()
    {
        _application.UnitOfWork.WhenSaved(() =>
        {
            _migration = Stored();
            _migration.Pause(Moments.Now);
            throw new ConcurrentChangeException();
        });

        await SendAsync(request => request with { RemoteUsername = "ours" });

        Assert.That((_migration.Resources[0].RemoteUsername, _migration.IsPaused), Is.EqualTo(("ours", true)));
    }

    [Test]
    public void Send_WhenAWorkerHasBegunMeanwhile_ShouldSayThatItsRunIsUnderWay()
    {
        _application.UnitOfWork.WhenSaved(() =>
        {
            _migration = Stored();
            _migration.Resources[0].StartRun(MigrationStep.TestRun, Moments.Now);
            throw new ConcurrentChangeException();
        });

        Assert.That(() => SendAsync(request => request with { RemoteUsername = "ours" }), Refused.For("resource_code"));
    }

    [Test]
    public void ToString_Always_ShouldHoldNoPassword() =>
        Assert.That(new RepairResourceCommand(Caller.Admin, "c", "r") { RemotePassword = "hidden" }.ToString(), Does.Not.Contain("hidden"));

    private Migration Stored() => AMigration.New(sealedPassword: _application.Sealer.Seal(new Secret("pw")));

    private async Task<SingleMigrationResourceDto> SendAsync(Func<RepairResourceCommand, RepairResourceCommand> say) =>
        (await _application.SendAsync(say(new RepairResourceCommand(Caller.Admin, "MG12345678", "MG12345678-1")))).Value!;
}
