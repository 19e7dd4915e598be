using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.MailServers.Dovecot;
using Hosting.Migrations.MailServers.Imap;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.MailServers;

public sealed class DovecotLayoutTests
{
    [Test]
    public async Task StartAsync_WhenItHasAPrefixAndSpecialFolders_ShouldListThem()
    {
        await using var server = await TestMailServer.StartAsync(new DovecotOptions
        {
            Storage = DovecotStorage.MaildirPlusPlus,
            Separator = '.',
            Prefix = "INBOX.",
            SpecialFolders = [new SpecialFolder("Gesendet", @"\Sent"), new SpecialFolder("Gelöscht", @"\Trash")],
        });
        await using var connection = await ImapConnection.LogInAsync(server.AccountOf("anna"));

        var folders = (await connection.ListAsync()).ToDictionary(folder => folder.Name, folder => folder.Attributes);

        Assert.That(folders.Keys, Is.EquivalentTo(new[] { "INBOX", "INBOX.Gesendet", "INBOX.Gelöscht" }));
        Assert.That(folders["INBOX.Gesendet"], Has.Member(@"\Sent"));
        Assert.That(folders["INBOX.Gelöscht"], Has.Member(@"\Trash"));
    }

    [Test]
    public async Task StartAsync_WhenNamespacesAreShared_ShouldShowPublicAndOthersFolders()
    {
        await using var server = await TestMailServer.StartAsync(new DovecotOptions { Users = ["anna", "bert"], SharedNamespaces = true });
        await using var bert = await ImapConnection.LogInAsync(server.AccountOf("bert"));
        await bert.CreateAsync("Public/News");
        await bert.CreateAsync("Family");
        await bert.CommandAsync("SETACL Family anna lr");
        await using var anna = await ImapConnection.LogInAsync(server.AccountOf("anna"));

        Assert.That((await anna.CommandAsync("NAMESPACE"))[0].Text, Is.EqualTo("* NAMESPACE ((\"\" \"/\")) ((\"Shared/\" \"/\")) ((\"Public/\" \"/\"))"));
        Assert.That((await anna.ListAsync()).Where(folder => folder.IsSelectable).Select(folder => folder.Name), Is.EquivalentTo(new[] { "INBOX", "Public/News", "Shared/bert/Family" }));
    }

    [Test]
    public async Task StartAsync_WhenItHasSeveralPrivateNamespaces_ShouldKeepMailInEach()
    {
        await using var server = await TestMailServer.StartAsync(new DovecotOptions
        {
            Storage = DovecotStorage.MaildirPlusPlus,
            Separator = '.',
            Prefix = "INBOX.",
            FurtherNamespaces = ["Archive.", "Old."],
        });
        await RawMailbox.RunAsync(server.AccountOf("anna"), "CREATE INBOX.a", "CREATE Archive.b", "CREATE Old.c");

        var folders = (await RawMailbox.FoldersAsync(server.AccountOf("anna"))).Where(folder => folder.IsSelectable).Select(folder => folder.Name);

        Assert.That(folders, Is.EquivalentTo(new[] { "INBOX", "INBOX.a", "Archive.b", "Old.c" }));
    }

    [Test]
    public async Task StartAsync_WhenAUserHasAQuota_ShouldRefuseWhatIsOver()
    {
        await using var server = await TestMailServer.StartAsync(new DovecotOptions { Users = [new DovecotUser("anna", Quota: "10k")], Storage = DovecotStorage.Sdbox });
        await using var connection = await ImapConnection.LogInAsync(server.AccountOf("anna"));

        Assert.That(
            () => connection.AppendAsync("INBOX", new byte[20_000].AsMemory(), [], DateTimeOffset.UnixEpoch),
            Throws.TypeOf<ImapRefusedException>().With.Message.Contains("[OVERQUOTA]"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task StartAsync_WhenItOffersTlsOrNot_ShouldSaySo(bool offersTls)
    {
        await using var server = await TestMailServer.StartAsync(new DovecotOptions { OffersTls = offersTls });
        await using var connection = await ImapConnection.ConnectAsync(DovecotServer.Host, server.Port);

        Assert.That(connection.Greeting.Contains("STARTTLS", StringComparison.Ordinal), Is.EqualTo(offersTls));
    }

    [TestCase(CertificateKind.Valid, SslPolicyErrors.RemoteCertificateChainErrors)]
    [TestCase(CertificateKind.Expired, SslPolicyErrors.RemoteCertificateChainErrors)]
    [TestCase(CertificateKind.OtherName, SslPolicyErrors.RemoteCertificateChainErrors | SslPolicyErrors.RemoteCertificateNameMismatch)]
    public async Task StartAsync_WhenItSpeaksTls_ShouldShowTheCertificateAskedFor(CertificateKind kind, SslPolicyErrors expected)
    {
        await using var server = await TestMailServer.StartAsync(new DovecotOptions { Certificate = kind });
        var errors = SslPolicyErrors.None;
        var chainStatus = X509ChainStatusFlags.NoError;
        using var client = new TcpClient(DovecotServer.Host, server.TlsPort);
        await using var tls = new SslStream(client.GetStream(), false, (_, _, chain, found) =>
        {
            errors = found;
            chainStatus = chain!.ChainStatus.Aggregate(chainStatus, (all, one) => all | one.Status);
            return true;
        });

        await tls.AuthenticateAsClientAsync(DovecotServer.Host);

        Assert.That(errors, Is.EqualTo(expected));
        Assert.That(chainStatus.HasFlag(X509ChainStatusFlags.NotTimeValid), Is.EqualTo(kind == CertificateKind.Expired));
    }
}
