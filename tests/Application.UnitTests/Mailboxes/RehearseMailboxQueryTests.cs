using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Application.Mailboxes.Rehearse;
using Hosting.Migrations.Application.UnitTests.Fakes;
using Hosting.Migrations.Domain.Migrations;
using Moq;

namespace Hosting.Migrations.Application.UnitTests.Mailboxes;

public sealed class RehearseMailboxQueryTests
{
    private static readonly MailAccount Old = AnAccount("imap.old.example");
    private static readonly MailAccount New = AnAccount("imap.new.example");

    [Test]
    public async Task Send_WhenADestinationIsGiven_ShouldRehearseTheCopyThatIsMeantWithoutTheLockOfOne()
    {
        using var application = new TestApplication();
        MailboxCopy? rehearsed = null;
        var outcome = new RehearsalOutcome(new Rehearsal([], 3, null), new CopyOutcome(RunProgress.None, null, null, [], []));
        application.CheckpointFiles.Setup(files => files.Open("state.json", "ann@imap.old.example:993 -> ann@imap.new.example:993")).Returns(Mock.Of<ICheckpointStore>());
        application.Copier.Setup(copier => copier.RehearseAsync(It.IsAny<MailboxCopy>(), It.IsAny<CancellationToken>()))
            .Callback((MailboxCopy copy, CancellationToken _) => rehearsed = copy)
            .ReturnsAsync(outcome);

        var answer = await application.SendAsync(new RehearseMailboxQuery(Old, Preset.Gmail, New, null, null, "state.json"));

        Assert.That(answer, Is.SameAs(outcome));
        Assert.That((rehearsed!.Source, rehearsed.Destination, rehearsed.Rules, rehearsed.IsSourceTrusted), Is.EqualTo((Old, New, FolderRules.Gmail, true)));
        application.Locks.VerifyNoOtherCalls();
    }

    [Test]
    public void Send_WhenMailboxesAreBad_ShouldSayWhatTheCopySays()
    {
        using var application = new TestApplication();

        var refusal = Assert.ThrowsAsync<RequestInvalidException>(() => application.SendAsync(new RehearseMailboxQuery(Old, Preset.Gmail, Old, null, null, null)));

        Assert.That(refusal!.Errors, Is.EqualTo(new[] { new FieldError("destination", "must be another mailbox than the source") }));
    }

    private static MailAccount AnAccount(string host) =>
        new(new MailServer(host, 993, TransportSecurity.Tls), new MailLogin("ann", new Secret("pw")));
}
