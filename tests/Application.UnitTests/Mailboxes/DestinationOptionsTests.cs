using Hosting.Migrations.Application.Mailboxes;

namespace Hosting.Migrations.Application.UnitTests.Mailboxes;

[TestFixture]
internal sealed class DestinationOptionsTests
{
    [TestCase("anna@münchen.example.", "", "anna@xn--mnchen-3ya.example")]
    [TestCase("anna@example.com", "+", "anna@example.com")]
    public void FindAccount_WhenTheAddressIsSound_ShouldLogInWithItsOneSpelling(string email, string separator, string user) =>
        Assert.That(Options(separator).FindAccount(email)!.Login.User, Is.EqualTo(user));

    [TestCase("victim*master@example.com", "")]
    [TestCase("victim*master@example.com", "+")]
    [TestCase("victim+master@example.com", "+")]
    [TestCase("../victim@example.com", "*")]
    [TestCase("a\u200Bb@example.com", "*")]
    public void FindAccount_WhenTheLoginCouldBeAnotherMailboxs_ShouldRefuse(string email, string separator) =>
        Assert.That(() => Options(separator).FindAccount(email), Throws.TypeOf<AddressRefusedException>().With.Message.Not.Contains(email));

    [Test]
    public void FindAccount_WhenNoDestinationIsConfigured_ShouldFindNone() =>
        Assert.That((new DestinationOptions().FindAccount("a@example.com"), new DestinationOptions().FindKey("a@example.com")), Is.EqualTo(((MailAccount?)null, (string?)null)));

    private static DestinationOptions Options(string separator) =>
        new() { Host = "mail.example.com", MasterUser = "master", MasterPassword = "pw", MasterSeparator = separator };
}
