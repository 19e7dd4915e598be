using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Application.Workers;
using Hosting.Migrations.Application.Workers.RunMailbox;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.UnitTests.Workers;

[TestFixture]
internal sealed class RunVerdictTests
{
    private static readonly CopyFailure TooLarge = new("INBOX", 7, "<a@b>", CopyFault.TooLarge, "the message has 90 MB");

    [Test]
    public void ErrorOf_WhenEverythingWasCopied_ShouldBeNone() => Assert.That(RunVerdict.ErrorOf(Outcome()), Is.Null);

    [Test]
    public void ErrorOf_WhenTheCopyEndedEarly_ShouldBeItsReason() =>
        Assert.That(
            RunVerdict.ErrorOf(Outcome(CopyFault.Quota, "the mailbox is full", [TooLarge])),
            Is.EqualTo(new RunError(CopyFault.Quota, "the mailbox is full")));

    [Test]
    public void ErrorOf_WhenOneMessageFailed_ShouldBeItsReason() =>
        Assert.That(RunVerdict.ErrorOf(Outcome(failures: [TooLarge], failed: 1)), Is.EqualTo(new RunError(CopyFault.TooLarge, "the message has 90 MB")));

    [Test]
    public void ErrorOf_WhenManyFailed_ShouldCountThemAndPointToTheReport()
    {
        var error = RunVerdict.ErrorOf(Outcome(failures: [TooLarge, TooLarge], failed: 1200));

        Assert.That(error!.Reason, Does.StartWith("1200 ").And.Contain("report").And.EndWith("the message has 90 MB"));
    }

    [Test]
    public void ErrorOf_WhenMessagesAreMissing_ShouldSayHowMany()
    {
        var error = RunVerdict.ErrorOf(Outcome() with { Done = new RunProgress(MessagesTotal: 3000, MessagesCopied: 1000, MessagesMissing: 2000) });

        Assert.That((error!.Fault, error.Reason[..36]), Is.EqualTo((CopyFault.Incomplete, "2000 of 3000 messages are not accoun")));
    }

    [Test]
    public void ErrorOf_WhenMessagesFailedAndOthersAreMissing_ShouldTellBoth()
    {
        var error = RunVerdict.ErrorOf(Outcome(failures: [TooLarge]) with { Done = new RunProgress(MessagesTotal: 9, MessagesFailed: 1, MessagesMissing: 8) });

        Assert.That(error!.Fault, Is.EqualTo(CopyFault.TooLarge));
        Assert.That(error.Reason, Does.StartWith("8 of 9 messages are not accounted for").And.EndWith("the message has 90 MB"));
    }

    [Test]
    public void ReportOf_WhenThereAreFailuresAndNotes_ShouldHoldALineForEach()
    {
        var run = new RunKey(3, MigrationStep.SecondExecution);

        var report = RunVerdict.ReportOf(run, Outcome(failures: [TooLarge], notes: ["a shared folder was left out"]));

        Assert.That(
            report.Select(entry => (entry.ResourceId, entry.Step, entry.Folder, entry.Uid, entry.MessageId, entry.Fault, entry.Reason)),
            Is.EqualTo(new[]
            {
                (3L, MigrationStep.SecondExecution, "INBOX", (long?)7, "<a@b>", (CopyFault?)CopyFault.TooLarge, "the message has 90 MB"),
                (3L, MigrationStep.SecondExecution, null, null, null, null, "a shared folder was left out"),
            }));
    }

    [TestCase(CopyFault.Connect, 0, 5)]
    [TestCase(CopyFault.Dns, 2, 5)]
    [TestCase(CopyFault.Throttled, 30, 30)]
    [TestCase(CopyFault.DestinationConnect, 100, 60)]
    [TestCase(CopyFault.DestinationDns, 290, 10)]
    [TestCase(CopyFault.DestinationThrottled, 299, 1)]
    public void Of_WhenATestMayPassLater_ShouldWaitAsLongAsItHasTriedUpToTheEnd(CopyFault fault, int tried, int pause)
    {
        var verdict = RunVerdict.Of(Outcome(fault, "reason"), 1, isStopped: false, (TimeSpan.FromSeconds(300 - tried), TimeSpan.FromSeconds(tried)));

        Assert.That((verdict.Pause, verdict.Error?.Fault), Is.EqualTo(((TimeSpan?)TimeSpan.FromSeconds(pause), (CopyFault?)fault)));
    }

    [TestCase(CopyFault.Connect, 300)]
    [TestCase(CopyFault.Dns, 900)]
    [TestCase(CopyFault.Auth, 0)]
    [TestCase(CopyFault.Tls, 0)]
    [TestCase(CopyFault.AddressRefused, 0)]
    public void Of_WhenTheTimeIsOverOrItWillNotPass_ShouldBeTheVerdict(CopyFault fault, int tried) =>
        Assert.That(RunVerdict.Of(Outcome(fault, "reason"), 1, isStopped: false, (TimeSpan.FromSeconds(300 - tried), TimeSpan.FromSeconds(tried))).Pause, Is.Null);

    [Test]
    public void Of_WhenAnExecutionCantConnect_ShouldBeTheVerdict() =>
        Assert.That(RunVerdict.Of(Outcome(CopyFault.Connect, "reason"), 1, isStopped: false).Pause, Is.Null);

    [TestCase(0, 5)]
    [TestCase(1, 10)]
    [TestCase(8, 300)]
    [TestCase(9, null)]
    public void Of_WhenAMessageFailedByAFaultOfOurs_ShouldWaitTenTimes(int faultsBefore, int? pause)
    {
        var disk = new CopyFailure("INBOX", 8, null, CopyFault.Internal, "the disk is full");

        var verdict = RunVerdict.Of(Outcome(failures: [TooLarge, disk], failed: 2), faultsBefore, isStopped: false);

        Assert.That((verdict.Pause?.TotalSeconds, verdict.Error?.Fault), Is.EqualTo(((double?)pause, (CopyFault?)CopyFault.Internal)));
        Assert.That(verdict.Error!.Reason, Does.EndWith("the disk is full"));
    }

    private static CopyOutcome Outcome(
        CopyFault? fault = null, string? reason = null, CopyFailure[]? failures = null, long failed = 0, string[]? notes = null) =>
        new(new RunProgress(MessagesFailed: failed), fault, reason, failures ?? [], notes ?? []);
}
