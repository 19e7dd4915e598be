using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Application.UnitTests.Fakes;
using Hosting.Migrations.Application.Workers;
using Hosting.Migrations.Application.Workers.Reconcile;
using Hosting.Migrations.Domain.Migrations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Moq;

namespace Hosting.Migrations.Application.UnitTests.Workers;

[TestFixture]
internal sealed class RunDispatcherTests
{
    private readonly Mock<IWorkRepository> _work = new();
    private readonly Mock<IWorkCalendar> _calendar = new();
    private readonly Mock<IMailboxLocks> _locks = new();
    private readonly List<(long Resource, string Host)> _added = [];

    [SetUp]
    public void Prepare()
    {
        _added.Clear();
        _work.Reset();
        _calendar.Reset();
        _locks.Reset();
        _locks.Setup(locks => locks.TryShare(It.IsAny<string>())).Returns(() => new MailboxLock(held: null));
        Know();
        Occupy();
        _calendar.Setup(calendar => calendar.AddRunAsync(It.IsAny<RunKey>(), It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Callback((RunKey run, string host, CancellationToken _) => _added.Add((run.ResourceId, host)));
    }

    [Test]
    public async Task DispatchAsync_WhenNothingIsUnderWay_ShouldAddEveryRunByItsHostInOneSpelling()
    {
        Activate((1, "A.example:993"), (2, "b.example"));

        await DispatchAsync(new WorkerOptions());

        Assert.That(_added, Is.EqualTo(new[] { (1L, "a.example"), (2L, "b.example") }));
    }

    [Test]
    public async Task DispatchAsync_WhenASourceHostIsBusy_ShouldGoOnWithOthers()
    {
        Know((7, "a.example"));
        Activate((1, "a.example:993"), (2, "A.example"), (3, "b.example"));

        await DispatchAsync(new WorkerOptions { PerSourceHost = 2 });

        Assert.That(_added.Select(run => run.Resource), Is.EqualTo(new[] { 1L, 3L }));
    }

    [Test]
    public async Task DispatchAsync_WhenACustomerHasItsShare_ShouldAddNoMoreOfIt()
    {
        Know((7, "x.example"));
        Activate((1, "a.example"), (2, "b.example"));

        await DispatchAsync(new WorkerOptions { PerCustomer = 2 });

        Assert.That(_added.Select(run => run.Resource), Is.EqualTo(new[] { 1L }));
    }

    [Test]
    public async Task DispatchAsync_WhenTheDestinationTakesNoMore_ShouldNotEvenLook()
    {
        Know((7, "x.example"));
        Activate((1, "a.example"));

        await DispatchAsync(new WorkerOptions { ToDestination = 1 });

        Assert.That(_added, Is.Empty);
        _work.Verify(work => work.ListActiveAsync(It.IsAny<CancellationToken>()), Times.Never);
    }

    [Test]
    public async Task DispatchAsync_WhenARunIsInTheCalendar_ShouldNotAddItAgain()
    {
        Know((1, "a.example"));
        Activate((1, "a.example"), (2, "a.example"));

        await DispatchAsync(new WorkerOptions());

        Assert.That(_added.Select(run => run.Resource), Is.EqualTo(new[] { 2L }));
    }

    [Test]
    public async Task DispatchAsync_WhenSeveralMigrationsWait_ShouldTakeThemInTurn()
    {
        _work.Setup(work => work.ListActiveAsync(It.IsAny<CancellationToken>())).ReturnsAsync([Active(1), Active(2)]);
        _work.Setup(work => work.ListStartableAsync(Active(1), It.IsAny<CancellationToken>())).ReturnsAsync([ARun(11, "a"), ARun(12, "b"), ARun(13, "c")]);
        _work.Setup(work => work.ListStartableAsync(Active(2), It.IsAny<CancellationToken>())).ReturnsAsync([ARun(21, "d")]);

        await DispatchAsync(new WorkerOptions { ToDestination = 3 });

        Assert.That(_added.Select(run => run.Resource), Is.EqualTo(new[] { 11L, 21L, 12L }));
    }

    [Test]
    public async Task DispatchAsync_WhenAnotherRunWritesIntoTheMailbox_ShouldLeaveTheRunOutUntilThatEnds()
    {
        Activate((1, "a.example"), (2, "a.example"));
        Occupy("USER1@Example.com.");

        await DispatchAsync(new WorkerOptions());
        Assert.That(_added.Select(run => run.Resource), Is.EqualTo(new[] { 2L }));

        Occupy();
        Know((2, "a.example"));
        await DispatchAsync(new WorkerOptions());
        Assert.That(_added.Select(run => run.Resource), Is.EqualTo(new[] { 2L, 1L }));
    }

    [Test]
    public async Task DispatchAsync_WhenATestRunMeetsABusyMailbox_ShouldAddItSinceItWritesNothing()
    {
        var active = Active(1) with { Step = MigrationStep.TestRun };
        Occupy("user1@example.com");
        _work.Setup(work => work.ListActiveAsync(It.IsAny<CancellationToken>())).ReturnsAsync([active]);
        _work.Setup(work => work.ListStartableAsync(active, It.IsAny<CancellationToken>())).ReturnsAsync([ARun(1, "a")]);

        await DispatchAsync(new WorkerOptions());

        Assert.That(_added.Select(run => run.Resource), Is.EqualTo(new[] { 1L }));
    }

    [Test]
    public async Task DispatchAsync_WhenAMailboxIsCopiedIntoByHand_ShouldLeaveTheRunOutMeanwhileAndSayItOnce()
    {
        using var logs = new RecordingLoggerFactory();
        var turnedAway = new TurnedAway(logs.CreateLogger<TurnedAway>());
        Activate((1, "a.example"), (2, "a.example"));
        _locks.Setup(locks => locks.TryShare(Destination.FindKey("user1@example.com")!)).Returns((MailboxLock?)null);

        await DispatchAsync(new WorkerOptions { PerSourceHost = 1 }, turnedAway);
        Know((2, "a.example"));
        await DispatchAsync(new WorkerOptions(), turnedAway);

        Assert.That(_added.Select(run => run.Resource), Is.EqualTo(new[] { 2L }));
        Assert.That(logs.Entries.Count(entry => entry.Message.Contains("Resource 1 waits", StringComparison.Ordinal)), Is.EqualTo(1));

        _locks.Setup(locks => locks.TryShare(It.IsAny<string>())).Returns(() => new MailboxLock(held: null));
        await DispatchAsync(new WorkerOptions(), turnedAway);
        Assert.That(_added.Select(run => run.Resource), Is.EqualTo(new[] { 2L, 1L }));
    }

    private static DestinationOptions Destination => new() { Host = "mail.example.com", MasterUser = "master", MasterPassword = "pw" };

    private static ActiveMigration Active(long id) => new(id, CustomerId: 5, MigrationStep.FirstExecution);

    private static StartableRun ARun(long resource, string host) => new(resource, host, $"user{resource}@example.com");

    private void Occupy(params string[] emails) => _work.Setup(work => work.ListBusyMailboxesAsync(It.IsAny<CancellationToken>()))
        .ReturnsAsync(emails.Select(email => Destination.FindKey(email)!).ToHashSet());

    private void Know(params (long Resource, string Host)[] runs)
    {
        _calendar.Setup(calendar => calendar.ListRunsAsync(It.IsAny<CancellationToken>()))
            .ReturnsAsync([.. runs.Select(run => new RunKey(run.Resource, MigrationStep.FirstExecution))]);
        _work.Setup(work => work.DescribeAsync(It.IsAny<IReadOnlyCollection<RunKey>>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync([.. runs.Select(run => new QueuedRun(5, run.Host))]);
    }

    private void Activate(params (long Resource, string Host)[] runs)
    {
        _work.Setup(work => work.ListActiveAsync(It.IsAny<CancellationToken>())).ReturnsAsync([Active(1)]);
        _work.Setup(work => work.ListStartableAsync(It.IsAny<ActiveMigration>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync([.. runs.Select(run => ARun(run.Resource, run.Host))]);
    }

    private async Task DispatchAsync(WorkerOptions options, TurnedAway? turnedAway = null)
    {
        using var logs = new RecordingLoggerFactory();
        await new RunDispatcher(
            _work.Object, _calendar.Object, _locks.Object, turnedAway ?? new TurnedAway(logs.CreateLogger<TurnedAway>()), Options.Create(options), Options.Create(Destination))
            .DispatchAsync(CancellationToken.None);
    }
}
