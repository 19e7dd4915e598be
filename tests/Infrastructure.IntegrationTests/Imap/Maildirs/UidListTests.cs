using Hosting.Migrations.Imap.Maildir;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Maildirs;

public sealed class UidListTests
{
    [Test]
    public void TryParse_WhenItIsDovecots_ShouldReadNamesWithoutFlags()
    {
        var numbers = UidList.TryParse(["3 V1275660208 N25022 G3085f01b7f11094c501100008c4a11c1", "25006 :1276528487.M364837P9451.kurkku,S=1355,W=1394:2,", "25017 W2481 S12 :1276533073.M242911P3632.kurkku:2,F"]);

        Assert.That((numbers!.UidValidity, numbers.Next), Is.EqualTo((1275660208u, 25022u)));
        Assert.That(numbers.Uids, Is.EquivalentTo(new Dictionary<string, uint> { ["1276528487.M364837P9451.kurkku,S=1355,W=1394"] = 25006, ["1276533073.M242911P3632.kurkku"] = 25017 }));
    }

    [Test]
    public void TryParse_WhenItIsCouriers_ShouldReadIt()
    {
        var numbers = UidList.TryParse(["1 1275660208 7", "5 1276528487.M1P2.host", "6 1276528488.M1P2.host"]);

        Assert.That((numbers!.UidValidity, numbers.Next, numbers.Uids["1276528488.M1P2.host"]), Is.EqualTo((1275660208u, 7u, 6u)));
    }

    [Test]
    public void TryParse_WhenLinesWereAddedSince_ShouldKnowTheBound() =>
        Assert.That(UidList.TryParse(["3 V1 N2", "1 :a", "2 :b", "9 :c"])!.Next, Is.EqualTo(10));

    [TestCase("")]
    [TestCase("2 V1 N2")]
    [TestCase("3 N2")]
    [TestCase("3 V0 N2")]
    [TestCase("3 V1 N4294967295")]
    [TestCase("3 V1 N9|2 :a|2 :b", TestName = "{m}(one number twice)")]
    [TestCase("3 V1 N9|2 :a|1 :b", TestName = "{m}(descending)")]
    [TestCase("3 V1 N9|0 :a")]
    [TestCase("3 V1 N9|1 a")]
    [TestCase("3 V1 N9|x :a")]
    [TestCase("3 V1 N9|-1 :a")]
    [TestCase("3 V1 N9|1 :")]
    public void TryParse_WhenItContradictsItself_ShouldNotBelieveIt(string lines) => Assert.That(UidList.TryParse(lines.Split('|')), Is.Null);
}
