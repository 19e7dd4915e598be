using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Domain.UnitTests.Migrations;

[TestFixture]
internal sealed class RemoteServerTests
{
    [TestCase("imap.example.net", "imap.example.net", null)]
    [TestCase("IMAP.Example.NET:1993", "imap.example.net", 1993)]
    [TestCase("imap.example.net.", "imap.example.net", null)]
    [TestCase("localhost:1", "localhost", 1)]
    [TestCase("bücher.example:65535", "xn--bcher-kva.example", 65535)]
    [TestCase("192.0.2.1", "192.0.2.1", null)]
    [TestCase("192.0.2.1:143", "192.0.2.1", 143)]
    [TestCase("2001:DB8::1", "2001:db8::1", null)]
    [TestCase("[2001:db8::1]", "2001:db8::1", null)]
    [TestCase("[2001:db8::1]:993", "2001:db8::1", 993)]
    public void TryParse_WhenTheTextNamesAServer_ShouldReadIt(string text, string host, int? port) =>
        Assert.That(RemoteServer.Parse(text), Is.EqualTo(new RemoteServer(host, port)));

    [TestCase("")]
    [TestCase(" ")]
    [TestCase("imap.example.net:0")]
    [TestCase("imap.example.net:70000")]
    [TestCase("imap.example.net:")]
    [TestCase("imap.example.net:99x")]
    [TestCase("imap.example.net:+99")]
    [TestCase("imap example.net")]
    [TestCase("imaps://imap.example.net")]
    [TestCase("imap.example.net/inbox")]
    [TestCase("user@imap.example.net")]
    [TestCase("-imap.example.net")]
    [TestCase("a..example")]
    [TestCase("[192.0.2.1]")]
    [TestCase("[imap.example.net]:993")]
    [TestCase("fe80::1%eth0")]
    [TestCase("[2001:db8::1")]
    public void TryParse_WhenTheTextNamesNoServer_ShouldRefuseIt(string text) => Assert.That(RemoteServer.TryParse(text, out _), Is.False);

    [Test]
    public void TryParse_WhenTheTextIsTooLong_ShouldRefuseIt() =>
        Assert.That(RemoteServer.TryParse(string.Join('.', Enumerable.Repeat("abcdefghi", 30)), out _), Is.False);
}
