using Hosting.Migrations.Imap.Copying;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Units;

public sealed class BatchPaceTests
{
    private static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(5);

    // Time for each message, and what the pace comes to rest at: no batch takes longer than half the settle time.
    [TestCase(1, 40)]
    [TestCase(50, 20)]
    [TestCase(100, 10)]
    [TestCase(240, 10)]
    [TestCase(900, 2)]
    [TestCase(3_000, 1)]
    [TestCase(60_000, 1)]
    public void Took_WhenMessagesTakeTheirTime_ShouldComeToRestWithinHalfTheSettleTime(int milliseconds, int expected)
    {
        var pace = new BatchPace(SettleTime);
        var sizes = new List<int>();
        for (var batch = 0; batch < 20; batch++)
        {
            sizes.Add(Math.Min(pace.Messages, 40));
            pace.Took(sizes[^1], sizes[^1] * TimeSpan.FromMilliseconds(milliseconds));
        }

        Assert.That((sizes[0], sizes[^1]), Is.EqualTo((10, expected)));
        Assert.That(sizes[10..], Is.All.EqualTo(expected));
    }

    [Test]
    public void Took_WhenTheDestinationIsFastAgain_ShouldGrowAgain()
    {
        var pace = new BatchPace(SettleTime);
        pace.Took(10, TimeSpan.FromMinutes(1));
        pace.Took(5, TimeSpan.FromMinutes(1));
        var slow = pace.Messages;

        for (var batch = 0; batch < 6; batch++)
        {
            pace.Took(pace.Messages, TimeSpan.FromMilliseconds(10));
        }

        Assert.That((slow, pace.Messages), Is.EqualTo((2, 128)));
    }

    [Test]
    public void Took_WhenABatchWasSmallerThanItMightBe_ShouldLearnNothingOfLargerOnes()
    {
        var pace = new BatchPace(SettleTime);

        pace.Took(3, TimeSpan.Zero);

        Assert.That(pace.Messages, Is.EqualTo(10));
    }

    [Test]
    public void Took_WhenNothingIsWaitedFor_ShouldStillSendSeveralAtOnce()
    {
        var pace = new BatchPace(TimeSpan.Zero);

        pace.Took(10, TimeSpan.FromMilliseconds(900));

        Assert.That(pace.Messages, Is.EqualTo(10));
    }
}
