using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Application.Mailboxes.Copy;

namespace Hosting.Migrations.Application.UnitTests.Mailboxes;

public sealed class CopyMailboxValidatorTests
{
    private static readonly MailAccount Old = AnAccount("imap.old.example");
    private static readonly MailAccount New = AnAccount("imap.new.example");

    private static readonly TestCaseData[] Bad =
    [
        new TestCaseData(AnAccount(string.Empty), New, "source: must name a host"),
        new TestCaseData(AnAccount("two words"), New, "source: must name a host"),
        new TestCaseData(AnAccount("imap.old.example", port: 0), New, "source: must name a host"),
        new TestCaseData(AnAccount("imap.old.example", port: 65536), New, "source: must name a host"),
        new TestCaseData(AnAccount("imap.old.example", user: string.Empty), New, "source: must name a user, such as imaps://ann@imap.example.net"),
        new TestCaseData(Old, AnAccount(string.Empty), "destination: must name a host"),
        new TestCaseData(Old, AnAccount("imap.new.example", user: string.Empty), "destination: must name a user, such as imaps://ann@imap.example.net"),
        new TestCaseData(Old, Old, "destination: must be another mailbox than the source"),
    ];

    [Test]
    public void Validate_WhenMailboxesDiffer_ShouldAccept() => Assert.That(Problems(Old, New), Is.Empty);

    [TestCase("192.0.2.7")]
    [TestCase("2001:db8::7")]
    public void Validate_WhenTheHostIsAnAddress_ShouldAccept(string host) => Assert.That(Problems(AnAccount(host), New), Is.Empty);

    [Test]
    public void Validate_WhenUsersOfOneServerDiffer_ShouldAccept() => Assert.That(Problems(Old, AnAccount("imap.old.example", user: "bob")), Is.Empty);

    [TestCaseSource(nameof(Bad))]
    public void Validate_WhenSomethingIsWrong_ShouldSayWhat(MailAccount source, MailAccount destination, string problem) =>
        Assert.That(Problems(source, destination), Is.EqualTo(new[] { problem }));

    private static IEnumerable<string> Problems(MailAccount source, MailAccount destination) =>
        new CopyMailboxValidator().Validate(new CopyMailboxCommand(source, destination, FolderRules.Standard, null, "state.json", new Progress<CopyProgress>()))
            .Errors.Select(error => $"{error.PropertyName}: {error.ErrorMessage}");

    private static MailAccount AnAccount(string host, string user = "ann", int port = 993) =>
        new(new MailServer(host, port, TransportSecurity.Tls), new MailLogin(user, new Secret("pw")));
}
