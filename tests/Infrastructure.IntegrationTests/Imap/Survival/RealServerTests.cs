using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.Infrastructure.IntegrationTests.MailServers;
using Hosting.Migrations.MailServers.Dovecot;
using Hosting.Migrations.MailServers.Seeding;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Survival;

/// <summary>Limits and faults that a real server has.</summary>
public sealed class RealServerTests
{
    private static readonly DovecotOptions Sdbox = new() { Storage = DovecotStorage.Sdbox };

    [TestCase(CertificateKind.Valid, "it is signed by itself or by an unknown authority")]
    [TestCase(CertificateKind.Expired, "it has expired or is not valid yet")]
    [TestCase(CertificateKind.OtherName, "it is for another name")]
    public async Task CopyAsync_WhenTheCertificateIsNotValid_ShouldSayWhatIsWrongWithIt(CertificateKind kind, string words)
    {
        await using var server = await TestMailServer.StartAsync(new DovecotOptions { Certificate = kind });
        await using var pair = new ScriptedPair();
        var account = (server.AccountOf("anna") with { Port = server.TlsPort }).ToMailAccount(TransportSecurity.Tls);

        var atSource = await Engine.Create().CopyAsync(pair.ToCopy() with { Source = account }, pair.Progress, CancellationToken.None);
        var atDestination = await Engine.Create().CopyAsync(pair.ToCopy() with { Destination = account }, pair.Progress, CancellationToken.None);

        var certificate = server.Certificate;
        var dates = $"valid {certificate.NotBefore.ToUniversalTime():yyyy-MM-dd} to {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd}";
        atSource.ShouldEndWith(CopyFault.Tls, words, $"subject {certificate.Subject}", $"issuer {certificate.Issuer}", dates);
        atDestination.ShouldEndWith(CopyFault.DestinationTls, words);
    }

    [Test]
    public async Task CopyAsync_WhenStartTlsIsWantedAndNotOffered_ShouldEndWithTls()
    {
        await using var server = await TestMailServer.StartAsync(new DovecotOptions { OffersTls = false });
        await using var pair = new ScriptedPair();
        var copy = pair.ToCopy() with { Source = server.AccountOf("anna").ToMailAccount(TransportSecurity.StartTls) };

        (await Engine.Create().CopyAsync(copy, pair.Progress, CancellationToken.None)).ShouldEndWith(CopyFault.Tls, "no TLS with");
    }

    [Test]
    public async Task CopyAsync_WhenThePasswordIsWrong_ShouldEndWithAuth()
    {
        await using var server = await TestMailServer.StartAsync();
        await using var pair = new ScriptedPair();
        var copy = pair.ToCopy() with { Source = (server.AccountOf("anna") with { Password = "wrong-password" }).ToMailAccount() };

        var outcome = (await Engine.Create().CopyAsync(copy, pair.Progress, CancellationToken.None)).ShouldEndWith(CopyFault.Auth, "[AUTHENTICATIONFAILED]");

        Assert.That(outcome.Reason, Does.Not.Contain("wrong-password"));
    }

    [Test]
    public async Task CopyAsync_WhenTheNameDoesNotResolve_ShouldEndWithDns()
    {
        await using var pair = new ScriptedPair();
        var copy = pair.ToCopy();
        copy = copy with { Source = copy.Source with { Server = copy.Source.Server with { Host = "no-such-host.invalid" } } };

        (await Engine.Create(Engine.With(giveUpAfterSeconds: 1)).CopyAsync(copy, pair.Progress, CancellationToken.None)).ShouldEndWith(CopyFault.Dns, "no-such-host.invalid");
    }

    [Test]
    public async Task CopyAsync_WhenNobodyListens_ShouldEndWithConnect()
    {
        await using var pair = new ScriptedPair();
        var copy = pair.ToCopy();
        copy = copy with { Source = copy.Source with { Server = copy.Source.Server with { Port = 1 } } };

        (await Engine.Create(Engine.With(giveUpAfterSeconds: 1)).CopyAsync(copy, pair.Progress, CancellationToken.None)).ShouldEndWith(CopyFault.Connect, "127.0.0.1:1", "refused");
    }

    [Test]
    public async Task CopyAsync_WhenTheQuotaIsUsedUp_ShouldKeepWhatFits()
    {
        await using var pair = await MailboxPair.StartAsync(destination: Sdbox with { Users = [new DovecotUser("anna", "300k")] });
        await pair.Source.SeedAsync("anna", Mailboxes.OneFolder(500));

        var outcome = (await pair.CopyAsync()).ShouldEndWith(CopyFault.Quota, "the mailbox at the destination is full", "Quota exceeded");

        Assert.That(await RawMailbox.CountAsync(pair.DestinationAccount, "INBOX"), Is.EqualTo(outcome.Done.MessagesCopied).And.GreaterThan(100));
        Assert.That((outcome.Done.MessagesTotal, outcome.Done.MessagesMissing), Is.EqualTo((500L, 500 - outcome.Done.MessagesCopied)));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task CopyAsync_WhenAMessageIsTooLarge_ShouldCopyTheRestAndRecordIt(bool isTold)
    {
        var destination = isTold ? Sdbox with { MaxMailSize = 50_000 } : Sdbox with { FurtherSettings = "plugin {\n  quota_max_mail_size = 50000B\n}" };
        await using var pair = await MailboxPair.StartAsync(destination: destination);
        await pair.Source.SeedAsync("anna", Mailboxes.OneFolder(50));
        await RawMailbox.AddAsync(pair.SourceAccount, "INBOX", new string('x', 60_000));

        var outcome = await pair.CopyAsync();

        Assert.That(outcome.Fault, Is.Null, outcome.Reason);
        Assert.That(outcome.Failures, Has.Count.EqualTo(1));
        var failure = outcome.Failures[0];
        Assert.That((failure.Folder, failure.Uid, failure.Fault), Is.EqualTo(("INBOX", 51u, CopyFault.TooLarge)), failure.Reason);
        Assert.That(failure.Reason, Does.Match(@"\d{6} bytes"));
        Assert.That(outcome.Done.MessagesCopied, Is.EqualTo(50));
        TestContext.Out.WriteLine($"{failure.Fault}: {failure.Reason}");
    }

    [TestCase(1, 100)]
    [TestCase(100, 2)]
    public async Task CopyAsync_WhenAServerAllowsFewConnections_ShouldDoWithThose(int atSource, int atDestination)
    {
        await using var pair = await MailboxPair.StartAsync(
            new DovecotOptions { MaxConnectionsPerUser = atSource }, Sdbox with { MaxConnectionsPerUser = atDestination });
        await pair.Source.SeedAsync("anna", Mailboxes.OneFolder(1500));

        (await pair.CopyAsync()).ShouldSucceed();

        (await pair.CompareAsync()).ShouldBeSame();
    }
}
