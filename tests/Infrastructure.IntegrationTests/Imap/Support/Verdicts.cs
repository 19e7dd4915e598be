using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.MailServers.Comparing;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;

/// <summary>What tests expect of a copy, with a message that says what went wrong.</summary>
internal static class Verdicts
{
    /// <summary>It went through, and every message was copied.</summary>
    public static CopyOutcome ShouldSucceed(this CopyOutcome outcome)
    {
        Assert.That(outcome.Fault, Is.Null, outcome.Reason);
        Assert.That(outcome.Failures, Is.Empty);
        Assert.That(outcome.Done.MessagesFailed, Is.Zero);
        Assert.That(outcome.Done.MessagesMissing, Is.Zero);
        return outcome.ShouldAddUp();
    }

    /// <summary>It says of every message what became of it.</summary>
    public static CopyOutcome ShouldAddUp(this CopyOutcome outcome)
    {
        var done = outcome.Done;
        Assert.That(
            done.MessagesCopied + done.MessagesSkipped + done.MessagesFailed + done.MessagesLeftOut + done.MessagesMissing, Is.EqualTo(done.MessagesTotal), $"{done}");
        return outcome;
    }

    /// <summary>So many messages in all, and what became of them.</summary>
    public static CopyOutcome ShouldCount(this CopyOutcome outcome, long total, long copied = 0, long there = 0, long failed = 0, long leftOut = 0, long missing = 0)
    {
        var done = outcome.Done;
        Assert.That(
            (done.MessagesTotal, done.MessagesCopied, done.MessagesSkipped, done.MessagesFailed, done.MessagesLeftOut, done.MessagesMissing),
            Is.EqualTo((total, copied, there, failed, leftOut, missing)),
            $"{outcome.Reason} {string.Join("; ", outcome.Failures)}");
        return outcome.ShouldAddUp();
    }

    /// <summary>It ended early.</summary>
    public static CopyOutcome ShouldEndWith(this CopyOutcome outcome, CopyFault fault, params string[] words)
    {
        Assert.That(outcome.Fault, Is.EqualTo(fault), outcome.Reason);
        foreach (var word in words)
        {
            Assert.That(outcome.Reason, Does.Contain(word));
        }

        TestContext.Out.WriteLine($"{outcome.Fault}: {outcome.Reason}");
        return outcome;
    }

    public static void ShouldBeSame(this MailboxComparison comparison) => Assert.That(comparison.AreSame, Is.True, comparison.ToString());
}
