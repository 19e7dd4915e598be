using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Cli;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Units;

public sealed class MailboxUrlTests
{
    [TestCase("imaps://ann@imap.example.net", "ann", "imap.example.net:993", TransportSecurity.Tls)]
    [TestCase("imap://ann@imap.example.net", "ann", "imap.example.net:143", TransportSecurity.StartTlsWhenOffered)]
    [TestCase("IMAPS://ann@imap.example.net:1993/", "ann", "imap.example.net:1993", TransportSecurity.Tls)]
    [TestCase("imaps://ann@example.org@imap.example.net", "ann@example.org", "imap.example.net:993", TransportSecurity.Tls)]
    [TestCase("imaps://ann%40example.org@192.0.2.7:994", "ann@example.org", "192.0.2.7:994", TransportSecurity.Tls)]
    [TestCase("imaps://ann@[2001:db8::7]", "ann", "[2001:db8::7]:993", TransportSecurity.Tls)]
    [TestCase("imaps://ann@[2001:db8::7]:994", "ann", "[2001:db8::7]:994", TransportSecurity.Tls)]
    [TestCase("imaps://ann%3A1@imap.example.net", "ann:1", "imap.example.net:993", TransportSecurity.Tls)]
    [TestCase("imaps://imap.example.net", "", "imap.example.net:993", TransportSecurity.Tls)]
    public void Parse_WhenTheUrlIsGood_ShouldTakeItApart(string text, string user, string server, TransportSecurity security)
    {
        var url = MailboxUrl.Parse(text, acceptAnyCertificate: true);

        Assert.That((url.User, url.Server.ToString(), url.Server.Security, url.Server.AcceptAnyCertificate), Is.EqualTo((user, server, security, true)));
    }

    [TestCase("imap.example.net", "must be imaps://")]
    [TestCase("https://ann@imap.example.net", "must be imaps://")]
    [TestCase("imaps://ann:secret@imap.example.net", "must not have a ':' in it")]
    [TestCase("imap:/ann:secret@imap.example.net", "must be imaps://")]
    [TestCase("secret", "must be imaps://")]
    [TestCase("imaps://ann@imap.example.net:0", "'0' is not a port")]
    [TestCase("imaps://ann@imap.example.net:65536", "'65536' is not a port")]
    [TestCase("imaps://ann@imap.example.net:x", "'x' is not a port")]
    public void Parse_WhenTheUrlIsBad_ShouldSayWhy(string text, string words) =>
        Assert.That(() => MailboxUrl.Parse(text, acceptAnyCertificate: false), Throws.TypeOf<FormatException>().With.Message.Contains(words).And.Message.Not.Contains("secret"));
}
