using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Application.Workers;
using Hosting.Migrations.Application.Workers.RunMailbox;
using Hosting.Migrations.Domain.Migrations;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace Hosting.Migrations.Application.UnitTests.Workers;

[TestFixture]
internal sealed class ActiveRunsTests
{
    private static readonly RunKey First = new(7, MigrationStep.FirstExecution);
    private static readonly RunKey Second = new(8, MigrationStep.TestRun);

    private readonly FakeTimeProvider _clock = new();
    private readonly WorkerOptions _options = new();
    private readonly WorkerIdentity _worker = new();
    private Mock<IWorkQueue> _queue = null!;
    private DatabaseContact _contact = null!;
    private ActiveRuns _runs = null!;

    [SetUp]
    public void SetUp()
    {
        _queue = new Mock<IWorkQueue>();
        _contact = new DatabaseContact(Mock.Of<IOutages>(), _clock, NullLogger<DatabaseContact>.Instance);
        _runs = new ActiveRuns(_queue.Object, _contact, _worker, Options.Create(_options), _clock, NullLogger<ActiveRuns>.Instance);
    }

    [Test]
    public async Task BeatAsync_WhenRunsAreUnderWay_ShouldRenewAllWithOneCallAndTellHowFarTheyAre()
    {
        IReadOnlyCollection<RunReport> told = [];
        Answer(reports => told = reports);
        using var first = _runs.Add(First, _clock.GetTimestamp(), CancellationToken.None);
        using var second = _runs.Add(Second, _clock.GetTimestamp(), CancellationToken.None);
        first.Report(new CopyProgress(new RunProgress(Folders: 3, MessagesCopied: 9), 1, 4_000, "throttled"));

        await _runs.BeatAsync(CancellationToken.None);

        Assert.That(told, Is.EquivalentTo(new[]
        {
            new RunReport(First, new RunProgress(Folders: 3, MessagesCopied: 9), 4_000, "throttled"),
            new RunReport(Second, RunProgress.None, 0, null),
        }));
        _queue.Verify(queue => queue.RenewAsync(_worker.Name, _options.Lease, It.IsAny<IReadOnlyCollection<RunReport>>(), It.IsAny<CancellationToken>()), Times.Once);
    }

    [Test]
    public async Task BeatAsync_WhenNoRunIsUnderWay_ShouldAskNothing()
    {
        using (var ended = _runs.Add(First, _clock.GetTimestamp(), CancellationToken.None))
        {
            _runs.Remove(ended);
        }

        await _runs.BeatAsync(CancellationToken.None);

        _queue.VerifyNoOtherCalls();
    }

    [TestCase(RunClaim.CalledOff)]
    [TestCase(RunClaim.Lost)]
    public async Task BeatAsync_WhenARunIsNotTheWorkersToDoAnyMore_ShouldStopItAndNoOther(RunClaim claim)
    {
        Answer(_ => { }, run => run == First ? claim : RunClaim.Held);
        using var first = _runs.Add(First, _clock.GetTimestamp(), CancellationToken.None);
        using var second = _runs.Add(Second, _clock.GetTimestamp(), CancellationToken.None);

        await _runs.BeatAsync(CancellationToken.None);

        Assert.That((first.Claim, first.Copying.IsCancellationRequested), Is.EqualTo((claim, true)));
        Assert.That((second.Claim, second.Copying.IsCancellationRequested), Is.EqualTo((RunClaim.Held, false)));
    }

    [Test]
    public async Task ThrowIfOver_WhenTheClaimWasNotRenewedForALease_ShouldStopTheRun()
    {
        Answer(_ => { });
        using var run = _runs.Add(First, _clock.GetTimestamp(), CancellationToken.None);
        _clock.Advance(_options.Lease - TimeSpan.FromSeconds(1));
        await _runs.BeatAsync(CancellationToken.None);
        _clock.Advance(_options.Lease - TimeSpan.FromSeconds(1));
        Assert.That(run.ThrowIfOver, Throws.Nothing);

        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.That(run.ThrowIfOver, Throws.InstanceOf<OperationCanceledException>());
        Assert.That((run.Claim, run.Copying.IsCancellationRequested), Is.EqualTo((RunClaim.Doubtful, true)));
    }

    [Test]
    public void ThrowIfOver_WhenTheClaimWasAskedForTooLongAgo_ShouldStopARunThatHasJustBegun()
    {
        var claimed = _clock.GetTimestamp();
        _clock.Advance(_options.Lease);
        using var run = _runs.Add(First, claimed, CancellationToken.None);

        Assert.That(run.ThrowIfOver, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task BeatAsync_WhenTheDatabaseDoesNotEvenHearOfTheCancellation_ShouldGiveUpAllTheSame()
    {
        var brief = new WorkerOptions { Lease = TimeSpan.FromMilliseconds(30) };
        var runs = new ActiveRuns(_queue.Object, _contact, _worker, Options.Create(brief), _clock, NullLogger<ActiveRuns>.Instance);
        _queue.Setup(queue => queue.RenewAsync(It.IsAny<string>(), It.IsAny<TimeSpan>(), It.IsAny<IReadOnlyCollection<RunReport>>(), It.IsAny<CancellationToken>()))
            .Returns(new TaskCompletionSource<IReadOnlyDictionary<RunKey, RunClaim>>().Task);
        using var run = runs.Add(First, _clock.GetTimestamp(), CancellationToken.None);
        _clock.Advance(brief.Lease);

        await runs.BeatAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.That(run.Claim, Is.EqualTo(RunClaim.Doubtful));
    }

    [Test]
    public async Task Add_WhenOneRunHangsInTheMiddleOfBeingStopped_ShouldStopTheOthersAllTheSame()
    {
        using var shutdown = new CancellationTokenSource();
        using var hanging = new ManualResetEventSlim();
        using var first = _runs.Add(First, _clock.GetTimestamp(), shutdown.Token);
        using var second = _runs.Add(Second, _clock.GetTimestamp(), shutdown.Token);
        await using var hangs = first.Copying.Register(hanging.Wait);
        await using var hangsToo = second.Copying.Register(hanging.Wait);

        await shutdown.CancelAsync().WaitAsync(TimeSpan.FromSeconds(30));

        Assert.That((first.Copying.IsCancellationRequested, second.Copying.IsCancellationRequested), Is.EqualTo((true, true)));
        hanging.Set();
    }

    [Test]
    public async Task BeatAsync_WhenTheDatabaseIsDown_ShouldGoOnForAMomentAndStopBeforeTheClaimEnds()
    {
        _queue.Setup(queue => queue.RenewAsync(It.IsAny<string>(), It.IsAny<TimeSpan>(), It.IsAny<IReadOnlyCollection<RunReport>>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new TimeoutException());
        await _runs.BeatAsync(CancellationToken.None);
        using var run = _runs.Add(First, _clock.GetTimestamp(), CancellationToken.None);

        _clock.Advance(_options.Lease / 2);
        await _runs.BeatAsync(CancellationToken.None);
        Assert.That(run.Claim, Is.EqualTo(RunClaim.Held));

        _clock.Advance(_options.Lease / 4);
        await _runs.BeatAsync(CancellationToken.None);
        Assert.That((run.Claim, run.Copying.IsCancellationRequested), Is.EqualTo((RunClaim.Doubtful, true)));
        Assert.That(_contact.HasLasted(TimeSpan.FromTicks(1)), Is.False, "Whoever can't reach the database may not call others dead.");
    }

    [Test]
    public async Task BeatAsync_WhenTheDatabaseIsBack_ShouldCountFromThen()
    {
        var isDown = true;
        Answer(_ =>
        {
            if (isDown)
            {
                throw new TimeoutException();
            }
        });
        using var run = _runs.Add(First, _clock.GetTimestamp(), CancellationToken.None);
        for (var beat = 0; beat < 6; beat++, isDown = !isDown)
        {
            _clock.Advance(_options.Lease / 2);
            await _runs.BeatAsync(CancellationToken.None);
        }

        Assert.That(run.Claim, Is.EqualTo(RunClaim.Held));
    }

    private void Answer(Action<IReadOnlyCollection<RunReport>> look, Func<RunKey, RunClaim>? claimOf = null) => _queue
        .Setup(queue => queue.RenewAsync(It.IsAny<string>(), It.IsAny<TimeSpan>(), It.IsAny<IReadOnlyCollection<RunReport>>(), It.IsAny<CancellationToken>()))
        .Returns((string _, TimeSpan _, IReadOnlyCollection<RunReport> reports, CancellationToken _) =>
        {
            look(reports);
            return Task.FromResult<IReadOnlyDictionary<RunKey, RunClaim>>(
                reports.ToDictionary(report => report.Run, report => claimOf?.Invoke(report.Run) ?? RunClaim.Held));
        });
}
