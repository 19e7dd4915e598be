using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.Infrastructure.IntegrationTests.MailServers;
using Hosting.Migrations.MailServers.Comparing;
using Hosting.Migrations.MailServers.Dovecot;
using Hosting.Migrations.MailServers.Seeding;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Maildirs;

/// <summary>A maildir as a real Dovecot writes it, copied from its files and over IMAP.</summary>
public sealed class DovecotMaildirTests
{
    private static readonly DovecotOptions Storage = new() { Storage = DovecotStorage.MaildirPlusPlus };

    private DovecotServer _source = null!;
    private MaildirImport _import = null!;

    [SetUp]
    public async Task StartAsync() => (_source, _import) = (await TestMailServer.StartAsync(Storage), await MaildirImport.StartAsync());

    [TearDown]
    public async Task StopAsync()
    {
        await _import.DisposeAsync();
        await _source.DisposeAsync();
    }

    [Test]
    public async Task CopyAsync_WhenItIsDovecots_ShouldCopyWhatImapShowsAndKeepItsNumbers()
    {
        await _source.SeedAsync("anna", Mailboxes.Large(300, sizeFactor: .05));
        using var folder = new TemporaryFolder();
        await TestMaildir.CopyAsync(TestMaildir.PathOf(_source), folder.PathOf("Maildir"));

        (await _import.CopyAsync(folder.PathOf("Maildir"))).ShouldSucceed();

        (await MailboxComparer.CompareAsync(_source.AccountOf("anna"), _import.Account)).ShouldBeSame();
        Assert.That(Directory.Exists(_import.Numbers), Is.False);
        var states = await RawMailbox.StatesAsync(_source.AccountOf("anna"));
        Assert.That(_import.Checkpoints.Checkpoints, Is.Not.Empty);
        Assert.That(
            _import.Checkpoints.Checkpoints,
            Has.All.Matches<Application.Mailboxes.FolderCheckpoint>(checkpoint => states.Any(state => state.Contains($"UIDVALIDITY {checkpoint.SourceUidValidity}", StringComparison.Ordinal))));
    }

    [Test]
    public async Task CopyAsync_WhenItIsOverImapInstead_ShouldMakeTheSameMailbox()
    {
        await _source.SeedAsync("anna", Mailboxes.Small(80, sizeFactor: .1));
        await using var other = await MailboxPair.StartAsync(Storage);
        await other.Source.SeedAsync("anna", Mailboxes.Small(80, sizeFactor: .1));

        (await _import.CopyAsync(TestMaildir.PathOf(_source))).ShouldSucceed();
        (await other.CopyAsync()).ShouldSucceed();

        (await MailboxComparer.CompareAsync(other.DestinationAccount, _import.Account)).ShouldBeSame();
    }

    [Test]
    public async Task CopyAsync_WhenDovecotGoesOnWithIt_ShouldCopyWhatHasChangedAlone()
    {
        await _source.SeedAsync("anna", Mailboxes.Small(100, sizeFactor: .05));
        await _import.CopyAsync(TestMaildir.PathOf(_source));
        await MailboxDelta.ApplyAsync(_source.AccountOf("anna"), newMessages: 20, changedFlags: 30);

        var second = (await _import.CopyAsync(TestMaildir.PathOf(_source))).ShouldSucceed();

        Assert.That(second.Done.MessagesCopied, Is.EqualTo(20));
        (await MailboxComparer.CompareAsync(_source.AccountOf("anna"), _import.Account)).ShouldBeSame();
    }

    [Test]
    public async Task CopyAsync_WhenDovecotNumbersLaterWhatWasDelivered_ShouldCopyItOnce()
    {
        await _source.SeedAsync("anna", Mailboxes.OneFolder(20));
        await _import.CopyAsync(TestMaildir.PathOf(_source));
        await DeliverAsync("1900000001.M1P1.host", "delivered");
        (await _import.CopyAsync(TestMaildir.PathOf(_source))).ShouldSucceed().ShouldCount(21, copied: 1, there: 20);
        await DeliverAsync("1900000000.M1P1.host", "delivered with an older name");
        await RawMailbox.StatesAsync(_source.AccountOf("anna"));
        await RawMailbox.AddAsync(_source.AccountOf("anna"), "INBOX", "added");

        (await _import.CopyAsync(TestMaildir.PathOf(_source))).ShouldSucceed().ShouldCount(23, copied: 2, there: 21);

        (await MailboxComparer.CompareAsync(_source.AccountOf("anna"), _import.Account)).ShouldBeSame();
    }

    private async Task DeliverAsync(string name, string subject)
    {
        var path = Path.Combine(TestMaildir.PathOf(_source), "new", name);
        await File.WriteAllTextAsync(path, $"Message-ID: <{name}@example.net>\nSubject: {subject}\n\nhello\n");
        await TestMaildir.RunAsync("chown", $"--reference={Path.Combine(TestMaildir.PathOf(_source), "dovecot-uidlist")}", path);
    }
}
