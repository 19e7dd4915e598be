using Hosting.Migrations.Imap.Connections;
using Hosting.Migrations.Imap.Wire;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Units;

public sealed class CapabilitiesTests
{
    [TestCase("IMAP4rev1 UIDONLY MESSAGELIMIT=1000", 1000, true)]
    [TestCase("IMAP4rev1 messagelimit=500 IDLE", 500, false)]
    [TestCase("IMAP4rev1 uidonly", null, true)]
    [TestCase("IMAP4rev1 XUIDONLY UIDONLYX MESSAGELIMIT=0", null, false)]
    [TestCase("IMAP4rev1 MESSAGELIMIT=99999999999999", null, false)]
    public void Read_WhenAServerAnnounces_ShouldTellWhat(string list, int? limit, bool hasUidOnly)
    {
        var capabilities = Capabilities.Read(list);

        Assert.That((capabilities.MessageLimit, capabilities.Has("UIDONLY")), Is.EqualTo((limit, hasUidOnly)));
    }

    [TestCase("IMAP4rev1 IMAP4rev2", "LITERAL-", true)]
    [TestCase("IMAP4rev1 IMAP4rev2", "NAMESPACE", false)]
    [TestCase("IMAP4rev2", "NAMESPACE", true)]
    [TestCase("IMAP4rev1 QRESYNC", "CONDSTORE", true)]
    [TestCase("IMAP4rev1", "CONDSTORE", false)]
    public void Has_WhenOneIsPartOfAnother_ShouldKnowIt(string list, string name, bool expected) => Assert.That(Capabilities.Read(list).Has(name), Is.EqualTo(expected));

    [TestCase("1000 23221", 1000, 23221u)]
    [TestCase("1000", 1000, null)]
    public void ReadLimit_WhenAServerNamesOne_ShouldTellIt(string rest, int most, uint? uid) => Assert.That(MessageLimit.Read(rest), Is.EqualTo(new MessageLimit(most, uid)));

    [TestCase("0")]
    [TestCase("x")]
    [TestCase("1 2 3")]
    [TestCase("")]
    public void ReadLimit_WhenItIsNone_ShouldTellNone(string rest) => Assert.That(MessageLimit.Read(rest), Is.Null);
}
