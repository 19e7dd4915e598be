using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Imap.Copying;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Units;

public sealed class FolderSyncStateTests
{
    // Copied up to 9, but for 4, which failed.
    private static readonly FolderCheckpoint Checkpoint = new(
        "A", "A", 1, 1, 10, 10, 0, CopyOf((1, 3), (5, 9)), UidSet.Parse("4"), new Dictionary<string, UidSet>());

    [TestCase(10u, "4")]
    [TestCase(11u, "4,10")]
    [TestCase(13u, "4,10:12")]
    public void FindOpen_WhenPlannedWithoutABound_ShouldEndWithTheFolder(uint uidNext, string expected)
    {
        var ledger = new FolderSyncState(Checkpoint);
        Assert.That(ledger.TryPlan(uint.MaxValue), Is.True);

        Assert.That(ledger.FindOpen(uidNext).ToString(), Is.EqualTo(expected));
    }

    [Test]
    public void ToCheckpoint_WhenPlannedWithoutABound_ShouldBeUnfinishedUntilItIsComplete()
    {
        var ledger = new FolderSyncState(Checkpoint);
        ledger.TryPlan(uint.MaxValue);

        var interrupted = new FolderSyncState(ledger.ToCheckpoint("A", "A"));
        Assert.That((interrupted.HasUnfinished, interrupted.FindOpen(11).ToString()), Is.EqualTo((true, "4,10")));

        ledger.Map(4, 10);
        ledger.Map(10, 11);
        ledger.Complete(11, 12, sourceSurplus: 0);
        var complete = new FolderSyncState(ledger.ToCheckpoint("A", "A"));
        Assert.That((complete.HasUnfinished, complete.FindOpen(11).IsEmpty, complete.SourceUidNext), Is.EqualTo((false, true, 11u)));
    }

    private static UidMap CopyOf(params (uint First, uint Last)[] ranges)
    {
        var copies = new UidMap();
        foreach (var uid in ranges.SelectMany(range => Enumerable.Range((int)range.First, (int)(range.Last - range.First + 1))))
        {
            copies.Add((uint)uid, (uint)uid);
        }

        return copies;
    }
}
