using Hosting.Migrations.Application.Mailboxes;

namespace Hosting.Migrations.Application.UnitTests.Mailboxes;

public sealed class UidSetTests
{
    private const int Rounds = 300;
    private const uint Greatest = 60;

    [Test]
    public void UidSet_WhenAnythingIsAdded_ShouldBehaveLikeAPlainSet([Range(1, 10)] int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < Rounds; round++)
        {
            var (set, plain) = Fill(random);
            var (other, otherPlain) = Fill(random);

            Assert.That(set.Enumerate(), Is.EqualTo(plain));
            Assert.That(set.Count, Is.EqualTo(plain.Count));
            Assert.That(set.IsEmpty, Is.EqualTo(plain.Count == 0));
            Assert.That(All().Where(set.Contains), Is.EqualTo(plain));
            Assert.That(UidSet.Parse(set.ToString()).Enumerate(), Is.EqualTo(plain));
            Assert.That(set.Except(other).Enumerate(), Is.EqualTo(plain.Except(otherPlain)));
            Assert.That(set.Intersect(other).Enumerate(), Is.EqualTo(plain.Intersect(otherPlain)));
            Assert.That(set.Union(other).Enumerate(), Is.EqualTo(plain.Union(otherPlain).Order()));
            Assert.That(UidSet.Of(plain.Reverse()).ToString(), Is.EqualTo(set.ToString()));
            var (first, last) = ((uint)random.Next(1, 30), (uint)random.Next(25, 60));
            Assert.That(set.Gaps(first, last).Enumerate(), Is.EqualTo(All().Where(uid => uid >= first && uid <= last && !plain.Contains(uid))));
        }
    }

    [Test]
    public void Ranges_WhenUidsTouch_ShouldBeOne([Range(1, 10)] int seed)
    {
        var (set, _) = Fill(new Random(seed));

        Assert.That(set.Ranges.Zip(set.Ranges.Skip(1)), Has.All.Matches<(UidRange Left, UidRange Right)>(pair => pair.Left.Last + 1 < pair.Right.First));
    }

    [Test]
    public void Copy_WhenTheSetGrows_ShouldStayAsItWas()
    {
        var set = UidSet.Between(3, 7);
        var copy = set.Copy();

        set.Add(9);

        Assert.That((set.ToString(), copy.ToString()), Is.EqualTo(("3:7,9", "3:7")));
    }

    [Test]
    public void Split_WhenPartsAreSmall_ShouldLoseNothing([Values(1, 2, 7, 100)] int size)
    {
        var (set, plain) = Fill(new Random(size));

        var parts = set.Split(size).ToList();

        Assert.That(parts.SelectMany(part => part.Enumerate()), Is.EqualTo(plain));
        Assert.That(parts.Select(part => part.Count), Has.All.InRange(1, size));
    }

    [TestCase("4294967295", 1L)]
    [TestCase("1:4294967295", 4294967295L)]
    [TestCase("1,4294967294:4294967295", 3L)]
    public void Parse_WhenUidsAreTheGreatest_ShouldKeepThem(string text, long count)
    {
        var set = UidSet.Parse(text);

        Assert.That((set.ToString(), set.Count), Is.EqualTo((text, count)));
        Assert.That(set.Split(int.MaxValue).Sum(part => part.Count), Is.EqualTo(count));
    }

    [TestCase("x")]
    [TestCase("1:")]
    [TestCase(":4")]
    [TestCase("-1")]
    [TestCase("1 ,2")]
    public void Parse_WhenTheTextIsNoSet_ShouldRefuse(string text) => Assert.That(() => UidSet.Parse(text), Throws.TypeOf<FormatException>());

    private static IEnumerable<uint> All() => Enumerable.Range(1, (int)Greatest).Select(uid => (uint)uid);

    private static (UidSet Set, SortedSet<uint> Plain) Fill(Random random)
    {
        var (set, plain) = (new UidSet(), new SortedSet<uint>());
        for (var count = random.Next(12); count > 0; count--)
        {
            var first = (uint)random.Next(3, (int)Greatest);
            var last = (uint)Math.Min(Greatest, first + random.Next(-2, 6));
            set.Add(first, last);
            plain.UnionWith(All().Where(uid => uid >= first && uid <= last));
        }

        return (set, plain);
    }

    [Test]
    public void Operations_WhenSetsAreSparse_ShouldTellWhatSetsOfNumbersTell()
    {
        var random = new Random(7);
        for (var round = 0; round < 300; round++)
        {
            var (one, other) = (Some(), Some());
            var (here, there) = (UidSet.Of(one), UidSet.Of(other));

            Assert.That(here.Union(there).Enumerate(), Is.EqualTo(one.Union(other).Order()));
            Assert.That(here.Intersect(there).Enumerate(), Is.EqualTo(one.Intersect(other).Order()));
            Assert.That(here.Except(there).Enumerate(), Is.EqualTo(one.Except(other).Order()));
            Assert.That(here.IsWithin(there), Is.EqualTo(one.All(other.Contains)));
            Assert.That(here.Intersect(there).IsWithin(there), Is.True);
            Assert.That(here.Copy().Enumerate(), Is.EqualTo(one.Order()));
        }

        HashSet<uint> Some() => [.. Enumerable.Range(0, random.Next(12)).Select(_ => (uint)random.Next(20))];
    }

    [Test]
    public void ToParts_WhenTheSetIsLarge_ShouldGiveItsTextPieceByPiece()
    {
        var set = UidSet.Of(Enumerable.Range(0, 10_000).Select(number => 10_000_000 + (3u * (uint)number)));

        Assert.That(set.ToParts().Select(part => part.Length), Has.All.LessThan(5_000));
        Assert.That(UidSet.Parse(string.Concat(set.ToParts())).Enumerate(), Is.EqualTo(set.Enumerate()));
    }
}
