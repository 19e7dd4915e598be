using Hosting.Migrations.Application.Workers;
using Hosting.Migrations.Application.Workers.RunMailbox;
using Hosting.Migrations.Domain.Migrations;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace Hosting.Migrations.Application.UnitTests.Workers;

[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class RunHeartbeatTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);
    private static readonly RunKey Run = new(17, MigrationStep.FirstExecution);

    private readonly FakeTimeProvider _clock = new();
    private readonly WorkerIdentity _worker = new();
    private readonly WorkerOptions _options = new() { Lease = TimeSpan.FromSeconds(30), Heartbeat = TimeSpan.FromSeconds(1) };
    private readonly Mock<IWorkRepository> _work = new();

    [Test]
    public async Task Beat_WhenTheRunIsStillWanted_ShouldRenewTheClaimAndWriteProgressDown()
    {
        var reports = new List<RunReport>();
        _work.Setup(work => work.RenewAsync(Run, It.IsAny<RunReport>(), It.IsAny<CancellationToken>()))
            .Callback((RunKey _, RunReport report, CancellationToken _) => reports.Add(report))
            .ReturnsAsync(RunClaim.Held);
        await using var heartbeat = Start();

        heartbeat.Report(new(new RunProgress(Folders: 3, MessagesCopied: 9), 1, 4_000, "throttled"));
        await AdvanceUntilAsync(() => reports.Count > 0);

        Assert.That(
            reports[0] with { Lease = null! },
            Is.EqualTo(new RunReport(null!, new RunProgress(Folders: 3, MessagesCopied: 9), 4_000, "throttled")));
        Assert.That(reports[0].Lease, Is.EqualTo(new RunLease(_worker.Name, _clock.GetUtcNow() + _options.Lease)));
        Assert.That(heartbeat.Copying.IsCancellationRequested, Is.False);
    }

    [TestCase(RunClaim.CalledOff)]
    [TestCase(RunClaim.Lost)]
    public async Task Beat_WhenTheRunIsNotTheWorkersToDoAnyMore_ShouldStopTheCopy(RunClaim claim)
    {
        _work.Setup(work => work.RenewAsync(Run, It.IsAny<RunReport>(), It.IsAny<CancellationToken>())).ReturnsAsync(claim);
        await using var heartbeat = Start();

        await AdvanceUntilAsync(() => heartbeat.Copying.IsCancellationRequested);

        Assert.That(heartbeat.Claim, Is.EqualTo(claim));
    }

    [Test]
    public async Task Beat_WhenTheDatabaseIsDown_ShouldStopTheCopyBeforeTheClaimEnds()
    {
        _work.Setup(work => work.RenewAsync(Run, It.IsAny<RunReport>(), It.IsAny<CancellationToken>())).ThrowsAsync(new TimeoutException());
        var began = _clock.GetUtcNow();
        await using var heartbeat = Start();

        await AdvanceUntilAsync(() => heartbeat.Copying.IsCancellationRequested);

        Assert.That(heartbeat.Claim, Is.EqualTo(RunClaim.Lost));
        Assert.That(_clock.GetUtcNow() - began, Is.LessThan(_options.Lease * 2 / 3));
    }

    [Test]
    public async Task Beat_WhenTheDatabaseIsDownForAMoment_ShouldGoOn()
    {
        var beats = 0;
        _work.Setup(work => work.RenewAsync(Run, It.IsAny<RunReport>(), It.IsAny<CancellationToken>()))
            .Returns(() => ++beats == 1 ? throw new TimeoutException() : Task.FromResult(RunClaim.Held));
        await using var heartbeat = Start();

        await AdvanceUntilAsync(() => beats >= 3);

        Assert.That(heartbeat.Claim, Is.EqualTo(RunClaim.Held));
    }

    [Test]
    public async Task StopAsync_Always_ShouldWriteNothingDownAfterwards()
    {
        await using var heartbeat = Start();
        await heartbeat.StopAsync();

        _clock.Advance(_options.Lease);

        _work.Verify(work => work.RenewAsync(It.IsAny<RunKey>(), It.IsAny<RunReport>(), It.IsAny<CancellationToken>()), Times.Never);
    }

    private RunHeartbeat Start() => new(Run, _work.Object, _worker, _options, _clock, NullLogger.Instance, CancellationToken.None);

    private async Task AdvanceUntilAsync(Func<bool> isThere)
    {
        var deadline = DateTime.UtcNow + Deadline;
        while (!isThere())
        {
            Assert.That(DateTime.UtcNow, Is.LessThan(deadline), "It does not come.");
            _clock.Advance(_options.Heartbeat);
            for (var i = 0; i < 20 && !isThere(); i++)
            {
                await Task.Yield();
            }
        }
    }
}
