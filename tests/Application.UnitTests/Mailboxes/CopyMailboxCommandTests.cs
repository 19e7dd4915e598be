using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Application.Mailboxes.Copy;
using Hosting.Migrations.Application.UnitTests.Fakes;
using Hosting.Migrations.Domain.Migrations;
using Moq;

namespace Hosting.Migrations.Application.UnitTests.Mailboxes;

public sealed class CopyMailboxCommandTests
{
    private static readonly (string Key, string Value)[] Platform =
    [
        ("Destination:Host", "mail.example.com"), ("Destination:MasterUser", "migrator"), ("Destination:MasterPassword", "hidden"), ("Destination:MasterSeparator", "*"),
    ];

    private static readonly MailAccount Old = AnAccount("imap.old.example");
    private static readonly MailAccount New = AnAccount("imap.new.example");

    [Test]
    public async Task Send_WhenADestinationIsGiven_ShouldCopyThere()
    {
        using var application = new TestApplication();

        var copy = await CopyAsync(application, New, null, Preset.Gmail);

        Assert.That((copy.Source, copy.Destination, copy.Rules), Is.EqualTo((Old, New, FolderRules.Gmail)));
        application.CheckpointFiles.Verify(files => files.Open("state.json", "ann@imap.old.example:993 -> ann@imap.new.example:993"));
    }

    [Test]
    public async Task Send_WhenOnlyAUserIsGiven_ShouldCopyToTheConfiguredDestinationAsTheMasterUser()
    {
        using var application = new TestApplication(Platform);

        var destination = (await CopyAsync(application, null, "ann@example.com", Preset.StandardSsl)).Destination;

        Assert.That(destination.Server, Is.EqualTo(new MailServer("mail.example.com", 993, TransportSecurity.Tls)));
        Assert.That((destination.Login.User, destination.Login.MasterUser, destination.Login.MasterSeparator), Is.EqualTo(("ann@example.com", "migrator", "*")));
        Assert.That(destination.Login.Password.Reveal(), Is.EqualTo("hidden"));
    }

    [Test]
    public void Send_WhenNoDestinationIsConfigured_ShouldSayWhatToGive()
    {
        using var application = new TestApplication();

        var refusal = Assert.ThrowsAsync<RequestInvalidException>(() => CopyAsync(application, null, "ann@example.com", Preset.StandardSsl));

        Assert.That(refusal!.Errors, Is.EqualTo(new[] { new FieldError("destination", "must be imaps://USER@HOST[:PORT], since no destination is configured") }));
    }

    [Test]
    public async Task Send_WhenOthersCannotBeKeptOut_ShouldCopyAllTheSameAndSaySo()
    {
        using var application = new TestApplication();
        application.Locks.Setup(locks => locks.TakeAsync(New, It.IsAny<Action<string>>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new MailboxLock(held: null, "read-only"));

        var outcome = await SendAsync(application, New, null, Preset.StandardSsl);

        Assert.That(outcome.Notes, Is.EqualTo(new[] { "other copies into this mailbox could not be kept out meanwhile: read-only" }));
    }

    private static async Task<MailboxCopy> CopyAsync(TestApplication application, MailAccount? destination, string? localEmail, Preset preset)
    {
        MailboxCopy? copied = null;
        await SendAsync(application, destination, localEmail, preset, copy => copied = copy);
        return copied!;
    }

    private static Task<CopyOutcome> SendAsync(
        TestApplication application, MailAccount? destination, string? localEmail, Preset preset, Action<MailboxCopy>? onCopy = null)
    {
        application.CheckpointFiles.Setup(files => files.Open(It.IsAny<string?>(), It.IsAny<string>())).Returns(Mock.Of<ICheckpointStore>());
        application.Copier
            .Setup(copier => copier.CopyAsync(It.IsAny<MailboxCopy>(), It.IsAny<IProgress<CopyProgress>>(), It.IsAny<CancellationToken>()))
            .Callback((MailboxCopy copy, IProgress<CopyProgress> _, CancellationToken _) => onCopy?.Invoke(copy))
            .ReturnsAsync(new CopyOutcome(RunProgress.None, null, null, [], []));
        return application.SendAsync(new CopyMailboxCommand(Old, preset, destination, localEmail, null, "state.json", new Progress<CopyProgress>()));
    }

    private static MailAccount AnAccount(string host) =>
        new(new MailServer(host, 993, TransportSecurity.Tls), new MailLogin("ann", new Secret("pw")));
}
