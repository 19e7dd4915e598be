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
        Assert.That(outcome.Done.MessagesCopied + outcome.Done.MessagesSkipped, Is.EqualTo(outcome.Done.MessagesTotal), $"{outcome.Done}");
        return outcome;
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
