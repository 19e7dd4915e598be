using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Application.Mailboxes.Copy;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.UnitTests.Mailboxes;

public sealed class CopyMailboxValidatorTests
{
    private static readonly MailAccount Old = AnAccount("imap.old.example");
    private static readonly MailAccount New = AnAccount("imap.new.example");

    private static readonly TestCaseData[] Bad =
    [
        new TestCaseData(AnAccount(string.Empty), New, null, "Source: must name a user and a host, such as imaps://ann@imap.example.net"),
        new TestCaseData(AnAccount("two words"), New, null, "Source: must name a user and a host, such as imaps://ann@imap.example.net"),
        new TestCaseData(AnAccount("imap.old.example", string.Empty), New, null, "Source: must name a user and a host, such as imaps://ann@imap.example.net"),
        new TestCaseData(Old, AnAccount(string.Empty), null, "Destination: must name a user and a host, such as imaps://ann@imap.example.net"),
        new TestCaseData(Old, AnAccount("imap.new.example", string.Empty), null, "Destination: must name a user and a host, such as imaps://ann@imap.example.net"),
        new TestCaseData(Old, MailAccount.OfMaildir("/no/Maildir"), null, "Destination: must be a mailbox on a server, such as imaps://ann@imap.example.net: a maildir is only read"),
        new TestCaseData(Old, Old, null, "Destination: must be another mailbox than the source"),
        new TestCaseData(Old, null, " ", "destination: must name a mailbox, such as imaps://ann@imap.example.net"),
    ];

    [Test]
    public void Validate_WhenMailboxesDiffer_ShouldAccept() => Assert.That(Problems(Old, New), Is.Empty);

    [TestCase("192.0.2.7")]
    [TestCase("2001:db8::7")]
    public void Validate_WhenTheHostIsAnAddress_ShouldAccept(string host) => Assert.That(Problems(AnAccount(host), New), Is.Empty);

    [Test]
    public void Validate_WhenUsersOfOneServerDiffer_ShouldAccept() => Assert.That(Problems(Old, AnAccount("imap.old.example", user: "bob")), Is.Empty);

    [Test]
    public void Validate_WhenTheDestinationIsTheConfiguredOne_ShouldAccept() => Assert.That(Problems(Old, null, "ann@example.com"), Is.Empty);

    [Test]
    public void Validate_WhenTheSourceIsAMaildir_ShouldAcceptItWithoutAUser() => Assert.That(Problems(MailAccount.OfMaildir("/no/Maildir"), New), Is.Empty);

    [TestCaseSource(nameof(Bad))]
    public void Validate_WhenSomethingIsWrong_ShouldSayWhat(MailAccount source, MailAccount? destination, string? localEmail, string problem) =>
        Assert.That(Problems(source, destination, localEmail), Is.EqualTo(new[] { problem }));

    private static IEnumerable<string> Problems(MailAccount source, MailAccount? destination, string? localEmail = null) =>
        new CopyMailboxValidator().Validate(new CopyMailboxCommand(source, Preset.StandardSsl, destination, localEmail, null, null, new Progress<CopyProgress>()))
            .Errors.Select(error => $"{error.PropertyName}: {error.ErrorMessage}");

    private static MailAccount AnAccount(string host, string user = "ann") =>
        new(new MailServer(host, 993, TransportSecurity.Tls), new MailLogin(user, new Secret("pw")));
}
