using Hosting.Migrations.Application.Mailboxes;

namespace Hosting.Migrations.Application.UnitTests.Mailboxes;

public sealed class UidMapTests
{
    private const int Rounds = 300;
    private const int Greatest = 40;

    [Test]
    public void UidMap_WhenAnythingIsAdded_ShouldBehaveLikeAPlainMap([Range(1, 10)] int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < Rounds; round++)
        {
            var (map, plain) = (new UidMap(), new SortedDictionary<uint, uint>());
            foreach (var source in Shuffled(random).Take(random.Next(Greatest)))
            {
                // Runs of the same distance are what ranges are made of; 0 stands for a place that is not known.
                var destination = random.Next(10) == 0 ? 0u : source + (uint)(random.Next(3) * 100);
                map.Add(source, destination);
                plain.Add(source, destination);
            }

            var read = UidMap.Parse(map.ToString());
            Assert.That(map.Count, Is.EqualTo(plain.Count));
            Assert.That(map.Sources().Enumerate(), Is.EqualTo(plain.Keys));
            Assert.That(map.Destinations().Enumerate(), Is.EqualTo(plain.Values.Distinct().Order()));
            Assert.That(Range().Select(map.Find), Is.EqualTo(Range().Select(uid => plain.TryGetValue(uid, out var found) ? found : (uint?)null)));
            Assert.That(Range().Select(read.Find), Is.EqualTo(Range().Select(map.Find)));
            Assert.That(Range().Where(map.Contains), Is.EqualTo(plain.Keys));
        }
    }

    [Test]
    public void ToString_WhenMessagesFollowEachOther_ShouldBeShort()
    {
        var map = new UidMap();
        for (var uid = 1u; uid <= 100_000; uid++)
        {
            map.Add(uid, uid + 16);
        }

        map.Add(200_000, 7);

        Assert.That(map.ToString(), Is.EqualTo("1>17x100000,200000>7"));
    }

    [Test]
    public void Copy_WhenTheMapGrows_ShouldStayAsItWas()
    {
        var map = UidMap.Parse("1>17x4");
        var copy = map.Copy();

        map.Add(5, 21);

        Assert.That((map.ToString(), copy.ToString()), Is.EqualTo(("1>17x5", "1>17x4")));
    }

    [Test]
    public void Add_WhenAMessageHasACopy_ShouldRefuse()
    {
        var map = UidMap.Parse("1>17x4,7>30");

        Assert.That(() => map.Add(3, 99), Throws.InvalidOperationException);
    }

    [TestCase("1")]
    [TestCase("1>x")]
    [TestCase("a>b")]
    [TestCase("1>2x-3")]
    public void Parse_WhenTheTextIsNoMap_ShouldRefuse(string text) => Assert.That(() => UidMap.Parse(text), Throws.TypeOf<FormatException>());

    private static IEnumerable<uint> Range() => Enumerable.Range(1, Greatest).Select(uid => (uint)uid);

    private static uint[] Shuffled(Random random)
    {
        var all = Range().ToArray();
        random.Shuffle(all);
        return all;
    }

    [TestCase("", "1:4,9", "1:4,9")]
    [TestCase("1>17x4,7>30", "1:4,7", "")]
    [TestCase("3>17x2,7>30", "1:10", "1:2,5:6,8:10")]
    [TestCase("3>17x2,7>30", "4,6:7,20", "6,20")]
    [TestCase("4294967295>1", "4294967290:4294967295", "4294967290:4294967294")]
    public void Without_WhenSomeAreCopied_ShouldTellTheOthers(string map, string uids, string rest) =>
        Assert.That(UidMap.Parse(map).Without(UidSet.Parse(uids)).ToString(), Is.EqualTo(rest));
}
