using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.UnitTests.Mailboxes;

[TestFixture]
internal sealed class LoginKeyTests
{
    private static readonly SourceLogin Anna = new("imap.example.net", "anna", null, "a");

    private static IEnumerable<TestCaseData> Others =>
    [
        new(Anna with { SealedPassword = "b" }, true),
        new(Anna with { RemoteServer = "IMAP.Example.net:1993" }, true),
        new(Anna with { RemoteUsername = "ANNA" }, true),
        new(Anna with { RemoteUsername = "bert", MasterUser = "anna" }, true),
        new(Anna with { MasterUser = "boss" }, false),
        new(Anna with { RemoteUsername = "bert" }, false),
        new(Anna with { RemoteServer = "imap.example.org" }, false),
    ];

    [TestCaseSource(nameof(Others))]
    public void Of_WhoeverLogsInAtTheHost_ShouldTellUsersAndHostsApartAndNothingElse(SourceLogin other, bool isSame) =>
        Assert.That(LoginKey.Of(1, other) == LoginKey.Of(1, Anna), Is.EqualTo(isSame));

    [Test]
    public void Of_AnotherCustomersLogin_ShouldBeAnother() => Assert.That(LoginKey.Of(2, Anna), Is.Not.EqualTo(LoginKey.Of(1, Anna)));
}
