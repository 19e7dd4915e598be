using Hosting.Migrations.Application.Mailboxes;

namespace Hosting.Migrations.Application.UnitTests.Mailboxes;

/// <summary>Sets and maps of so many ranges that they take several blocks.</summary>
public sealed class RangeListTests
{
    private const int Greatest = 6_000;

    [Test]
    public void UidSet_WhenRangesTakeManyBlocks_ShouldBehaveLikeAPlainSetAndSoShouldItsCopies([Range(1, 10)] int seed)
    {
        var random = new Random(seed);
        var (set, plain) = (new UidSet(), new SortedSet<uint>());
        var copies = new List<(UidSet Set, uint[] Plain)>();
        foreach (var uid in Sparse(random))
        {
            Add(set, plain, uid);
            if (random.Next(500) == 0)
            {
                copies.Add((set.Copy(), [.. plain]));
                Add(copies[random.Next(copies.Count)].Set, [], uid);
            }
        }

        Assert.That(set.Enumerate(), Is.EqualTo(plain));
        Assert.That(set.Ranges.Count(), Is.GreaterThan(1_000));
        Assert.That(set.Ranges.Zip(set.Ranges.Skip(1)), Has.All.Matches<(UidRange Left, UidRange Right)>(pair => pair.Left.Last + 1 < pair.Right.First));
        Assert.That((set.First, set.Last), Is.EqualTo((plain.Min, plain.Max)));
        Assert.That(UidSet.Parse(set.ToString()).Enumerate(), Is.EqualTo(plain));
        Assert.That(set.Gaps(100, 5_000).Enumerate(), Is.EqualTo(All().Where(uid => uid is >= 100 and <= 5_000 && !plain.Contains(uid))));
        foreach (var (copy, then) in copies)
        {
            Assert.That(then.Where(uid => !copy.Contains(uid)), Is.Empty);
            Assert.That(copy.Except(UidSet.Of(then)).Enumerate(), Is.SubsetOf(plain));
            Assert.That(copy.IsWithin(set), Is.True);
        }
    }

    [Test]
    public void Copy_WhenTheSetGrowsInTheMiddle_ShouldStayAsItWas([Range(1, 10)] int seed)
    {
        var random = new Random(seed);
        var set = UidSet.Of(Sparse(random));
        var (copy, then) = (set.Copy(), set.ToString());

        foreach (var uid in Sparse(random))
        {
            set.Add(uid);
        }

        Assert.That(copy.ToString(), Is.EqualTo(then));
        Assert.That(set.ToString(), Is.Not.EqualTo(then));
    }

    [Test]
    public void UidMap_WhenSegmentsTakeManyBlocks_ShouldBehaveLikeAPlainMapAndItsCopyStayAsItWas([Range(1, 10)] int seed)
    {
        var random = new Random(seed);
        var (map, plain) = (new UidMap(), new SortedDictionary<uint, uint>());
        var (copy, then) = (map, string.Empty);
        foreach (var source in Sparse(random))
        {
            var destination = source + (uint)random.Next(3);
            map.Add(source, destination);
            plain.Add(source, destination);
            if (plain.Count == 1_500)
            {
                (copy, then) = (map.Copy(), map.ToString());
            }
        }

        Assert.That(All().Select(map.Find), Is.EqualTo(All().Select(uid => plain.TryGetValue(uid, out var found) ? found : (uint?)null)));
        Assert.That(map.Count, Is.EqualTo(plain.Count));
        Assert.That(map.Without(UidSet.Between(1, Greatest)).Enumerate(), Is.EqualTo(All().Except(plain.Keys)));
        Assert.That(UidMap.Parse(map.ToString()).ToString(), Is.EqualTo(map.ToString()));
        Assert.That(copy.ToString(), Is.EqualTo(then));
        Assert.That(copy.Count, Is.EqualTo(1_500));
    }

    private static void Add(UidSet set, SortedSet<uint> plain, uint uid)
    {
        set.Add(uid);
        plain.Add(uid);
    }

    // About half of all, in any order, so that there are many gaps of one.
    private static uint[] Sparse(Random random)
    {
        var all = All().Where(_ => random.Next(2) == 0).ToArray();
        random.Shuffle(all);
        return all;
    }

    private static IEnumerable<uint> All() => Enumerable.Range(1, Greatest).Select(uid => (uint)uid);
}
