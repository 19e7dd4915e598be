using Hosting.Migrations.Domain.Connections;

namespace Hosting.Migrations.Domain.UnitTests.Connections;

internal sealed class ConnectionTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private static readonly ConnectionSettings OfApp = new("outlook.office365.com") { Tenant = "old.example", ClientId = "app" };
    private static readonly ConnectionSettings OfMaster = new("imap.old.example:1993") { User = "boss" };

    private static readonly TestCaseData[] Incomplete =
    [
        new(ConnectionKind.Microsoft365App, OfApp with { Tenant = null }, "sealed"),
        new(ConnectionKind.Microsoft365App, OfApp with { ClientId = "" }, "sealed"),
        new(ConnectionKind.Microsoft365App, OfApp, null),
        new(ConnectionKind.Microsoft365App, OfApp with { User = "boss" }, "sealed"),
        new(ConnectionKind.GoogleServiceAccount, new ConnectionSettings("imap.gmail.com"), "sealed"),
        new(ConnectionKind.Oauth2User, new ConnectionSettings("imap.old.example") { ClientId = "client" }, "sealed"),
        new(ConnectionKind.MasterUser, OfMaster, null),
        new(ConnectionKind.MasterUser, OfMaster with { RemoteServer = "" }, "sealed"),
        new(ConnectionKind.MasterUser, OfMaster with { Scope = "imap" }, "sealed"),
    ];

    [Test]
    public void Create_WhenAllIsThere_ShouldHaveARandomId()
    {
        var (one, other) = (AConnection(), AConnection());

        Assert.That(one.PublicId, Does.Match(@"^cn_[0-9a-z]{16}\z").And.Not.EqualTo(other.PublicId));
        Assert.That(ConnectionId.IsValid(one.PublicId), Is.True);
        Assert.That((one.Name, one.FoldedName, one.NeedsConsent), Is.EqualTo(("Tenant-1", "TENANT-1", false)));
    }

    [TestCaseSource(nameof(Incomplete))]
    public void Create_WhenSomethingIsMissingOrAnothersKind_ShouldRefuse(ConnectionKind kind, ConnectionSettings settings, string? secret) =>
        Assert.That(() => Connection.Create(1, "a", kind, settings, secret, Noon), Throws.ArgumentException);

    [TestCase("a", true)]
    [TestCase("Old.Tenant_2-b", true)]
    [TestCase("-a", false)]
    [TestCase("a b", false)]
    [TestCase("a;b", false)]
    [TestCase("ä", false)]
    [TestCase("a\n", false)]
    [TestCase("", false)]
    public void IsValid_WhenItIsAName_ShouldSaySo(string name, bool isValid) => Assert.That(ConnectionName.IsValid(name), Is.EqualTo(isValid));

    [TestCase("imap.old.example", true)]
    [TestCase("IMAP.old.example:143", true)]
    [TestCase("imap.old.example.attacker.example", false)]
    [TestCase("127.0.0.1", false)]
    public void IsFor_WhenAServerIsNamed_ShouldKnowItsOwnByTheHost(string server, bool isOwn) =>
        Assert.That(Connection.Create(1, "a", ConnectionKind.MasterUser, OfMaster, "sealed", Noon).IsFor(server), Is.EqualTo(isOwn));

    [Test]
    public void KeyOf_WhenTheCaseDiffers_ShouldBeTheSame() =>
        Assert.That(ConnectionGrant.KeyOf("Anna@Old.example"), Is.EqualTo(ConnectionGrant.KeyOf("anna@old.EXAMPLE")).And.Length.EqualTo(ConnectionGrant.KeyLength));

    private static Connection AConnection() => Connection.Create(1, "Tenant-1", ConnectionKind.Microsoft365App, OfApp, "sealed", Noon);
}
