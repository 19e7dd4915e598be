using Hosting.Migrations.Application.Mailboxes;

namespace Hosting.Migrations.Application.UnitTests.Mailboxes;

[TestFixture]
internal sealed class MailboxKeyTests
{
    [TestCase("mail.example.com", 993, "anna@example.com")]
    [TestCase("MAIL.example.com.", 143, "ANNA@Example.COM")]
    [TestCase("mail.example.com", 993, "\uFF41nna@example.com.")]
    [TestCase("mail.example.com", 993, "anna@example\u3002com")]
    [TestCase("mail.example.com", 993, "anna@example.com*master")]
    public void Of_WhenItIsTheSameMailbox_ShouldBeTheSameKey(string host, int port, string user) =>
        Assert.That(KeyOf(host, port, user), Is.EqualTo(KeyOf("mail.example.com", 993, "anna@example.com")).And.Length.EqualTo(MailboxKey.Length));

    [TestCase("mail.example.com", 1143, "anna@example.com")]
    [TestCase("other.example.com", 993, "anna@example.com")]
    [TestCase("mail.example.com", 993, "anna@example.org")]
    [TestCase("mail.example.com", 993, "ann@example.com")]
    [TestCase("mail.example.com", 993, "*")]
    [TestCase("mail.example.com", 993, "\uD800")]
    public void Of_WhenItIsAnotherMailbox_ShouldBeAnotherKey(string host, int port, string user) =>
        Assert.That(KeyOf(host, port, user), Is.Not.EqualTo(KeyOf("mail.example.com", 993, "anna@example.com")));

    [TestCase("localhost", "127.0.0.1")]
    [TestCase("LocalHost.", "127.0.0.1")]
    [TestCase("localhost.localdomain", "localhost")]
    [TestCase("mail.localhost", "127.0.0.1")]
    [TestCase("::1", "127.0.0.1")]
    [TestCase("[::1]", "localhost")]
    [TestCase("::ffff:127.0.0.1", "localhost")]
    [TestCase("127.1", "localhost")]
    [TestCase("127.0.0.1.", "localhost")]
    [TestCase("127.0.1.1", "localhost")]
    [TestCase("0.0.0.0", "localhost")]
    [TestCase("::", "localhost")]
    [TestCase("::ffff:192.0.2.1", "192.0.2.1")]
    [TestCase("fe80::1%2", "fe80::1")]
    [TestCase("Mail_1.example.", "mail_1.example")]
    [TestCase("[2001:db8::1]", "2001:DB8:0::1")]
    [TestCase("münchen.example", "xn--mnchen-3ya.example")]
    public void Of_WhenAHostHasSeveralSpellings_ShouldBeTheSameKey(string one, string other) =>
        Assert.That(KeyOf(one, 993, "anna"), Is.EqualTo(KeyOf(other, 993, "anna")));

    [TestCase("localhost.example", "localhost")]
    [TestCase("mylocalhost", "localhost")]
    [TestCase("128.0.0.1", "127.0.0.1")]
    [TestCase("::2", "::1")]
    public void Of_WhenAHostIsAnother_ShouldBeAnotherKey(string one, string other) =>
        Assert.That(KeyOf(one, 993, "anna"), Is.Not.EqualTo(KeyOf(other, 993, "anna")));

    private static string KeyOf(string host, int port, string user) =>
        MailboxKey.Of(new MailAccount(new MailServer(host, port, TransportSecurity.Tls), new MailLogin(user, new Secret("pw"))));
}
