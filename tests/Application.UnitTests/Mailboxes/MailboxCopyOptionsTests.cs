using Hosting.Migrations.Application.Mailboxes;

namespace Hosting.Migrations.Application.UnitTests.Mailboxes;

public sealed class MailboxCopyOptionsTests
{
    private static readonly TestCaseData[] Bad =
    [
        new TestCaseData(new MailboxCopyOptions { Connections = 0 }, "MailboxCopy:Connections must be between 1 and 16."),
        new TestCaseData(new MailboxCopyOptions { Connections = 17 }, "MailboxCopy:Connections must be between 1 and 16."),
        new TestCaseData(new MailboxCopyOptions { BatchMessages = 0 }, "MailboxCopy:BatchMessages must be between 1 and 1000."),
        new TestCaseData(new MailboxCopyOptions { BatchBytes = 1 }, "MailboxCopy:BatchBytes must be between 65536 and 67108864."),
        new TestCaseData(new MailboxCopyOptions { BatchesInMemory = 0 }, "MailboxCopy:BatchesInMemory must be between 1 and 10000."),
        new TestCaseData(new MailboxCopyOptions { SpillAbove = int.MaxValue }, "MailboxCopy:SpillAbove must be between 65536 and 16777216."),
        new TestCaseData(new MailboxCopyOptions { IdleTimeout = TimeSpan.Zero }, "MailboxCopy:IdleTimeout must be between 00:00:01 and 00:30:00."),
        new TestCaseData(new MailboxCopyOptions { GiveUpAfter = TimeSpan.FromDays(2) }, "MailboxCopy:GiveUpAfter must be between 00:00:00 and 1.00:00:00."),
        new TestCaseData(new MailboxCopyOptions { Backoff = TimeSpan.Zero }, "MailboxCopy:Backoff must be between 00:00:00.0010000 and 00:01:00."),
        new TestCaseData(new MailboxCopyOptions { MaxBackoff = TimeSpan.FromHours(2) }, "MailboxCopy:MaxBackoff must be between 00:00:00.0010000 and 01:00:00."),
        new TestCaseData(new MailboxCopyOptions { SettleTime = TimeSpan.FromHours(1) }, "MailboxCopy:SettleTime must be between 00:00:00 and 00:10:00."),
        new TestCaseData(new MailboxCopyOptions { MaxFailures = 0 }, "MailboxCopy:MaxFailures must be between 1 and 100000."),
    ];

    [Test]
    public void Validate_WhenNothingIsSet_ShouldAccept() =>
        Assert.That(new MailboxCopyOptionsValidator().Validate(null, new MailboxCopyOptions()).Succeeded, Is.True);

    [TestCaseSource(nameof(Bad))]
    public void Validate_WhenASettingIsBad_ShouldNameItAndItsBounds(MailboxCopyOptions options, string problem) =>
        Assert.That(new MailboxCopyOptionsValidator().Validate(null, options).Failures, Is.EqualTo(new[] { problem }));

    [Test]
    public void Validate_WhenSeveralAreBad_ShouldNameAll() =>
        Assert.That(new MailboxCopyOptionsValidator().Validate(null, new MailboxCopyOptions { Connections = 0, MaxFailures = 0 }).Failures, Has.Exactly(2).Items);
}
