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

    private static CopyOutcome Outcome(
        CopyFault? fault = null, string? reason = null, CopyFailure[]? failures = null, long failed = 0, string[]? notes = null) =>
        new(new RunProgress(MessagesFailed: failed), fault, reason, failures ?? [], notes ?? []);
}
