using Hosting.Migrations.Imap.Copying;
using Hosting.Migrations.Imap.Messages;
using Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Units;

public sealed class UnknownMessagesTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Old = new(2020, 5, 5, 10, 0, 0, TimeSpan.FromHours(2));
    private static readonly DateTimeOffset Later = Old.AddMinutes(1);

    [Test]
    public void Find_WhenSomeHaveTheSameDateAndSize_ShouldTellThemInTheirOrder()
    {
        var unknown = Of((9, Old, 100), (3, Old, 100), (7, Later, 100), (1, null, 100), (5, Old, 101));

        Assert.That(unknown.Find(Old.ToUniversalTime(), 100), Is.EqualTo(new uint[] { 3, 9 }));
        Assert.That(unknown.Find(Later, 101), Is.Empty);
    }

    // Servers put their own clock in the place of such a date.
    [Test]
    public void Find_WhenADateIsMissingOrStillToCome_ShouldGoBySizeAlone([Values] bool isMissing)
    {
        var unknown = Of((9, Old, 100), (3, Later, 100), (7, null, 100), (5, Old, 101));

        Assert.That(unknown.Find(isMissing ? null : Now.AddDays(1), 100), Is.EqualTo(new uint[] { 3, 7, 9 }));
    }

    [Test]
    public void Remove_WhenAMessageIsTaken_ShouldBeFoundNoMore()
    {
        var unknown = Of((3, Old, 100), (9, Old, 100));
        unknown.NoteKey(3, new HeaderKey(1, 2, null));
        unknown.NoteKey(9, new HeaderKey(1, 3, null));

        unknown.Remove(3);
        unknown.Remove(3);
        unknown.Remove(4);

        Assert.That(unknown.IsEmpty, Is.False);
        Assert.That(unknown.Find(Old, 100), Is.EqualTo(new uint[] { 9 }));
        Assert.That(unknown.FindChanged(1UL, 100).Select(message => message.Uid), Is.EqualTo(new uint[] { 9 }));
        Assert.That(unknown.FindChanged(Old, 100).Select(message => message.Uid), Is.EqualTo(new uint[] { 9 }));
        Assert.That(unknown.NotIn(null), Is.EqualTo(new uint[] { 9 }));

        unknown.Remove(9);

        Assert.That((unknown.IsEmpty, unknown.Find(Old, 100).Count, unknown.FindChanged(Old, 100).Count), Is.EqualTo((true, 0, 0)));
    }

    [Test]
    public void FindChanged_WhenManyShareAPartOfTheKey_ShouldTellTheNearestInSizeFirst()
    {
        var unknown = Of((1, Old, 90), (2, Later, 100), (3, null, 103), (4, Old, 50_000));
        for (var uid = 1u; uid <= 4; uid++)
        {
            unknown.NoteKey(uid, new HeaderKey(uid, 77, 78));
        }

        Assert.That(unknown.FindChanged(77UL, 100).Select(message => (message.Uid, message.Received, message.Size)), Is.EqualTo(new (uint, DateTimeOffset?, long)[]
        {
            (2, Later, 100), (3, null, 103), (1, Old, 90),
        }));
        Assert.That(unknown.FindChanged(4UL, 50_000).Select(message => message.Uid), Is.EqualTo(new uint[] { 4 }));
        Assert.That(unknown.FindChanged(5UL, 100), Is.Empty);
    }

    [Test]
    public void FindWithoutKey_WhenSomeKeysAreKnown_ShouldTellTheOthersOfTheSameDates([Values] bool keepsDates)
    {
        var unknown = Of((1, Old, 90), (2, Later, 100), (3, Old, 103), (4, Old, 50_000), (5, null, 100));
        unknown.NoteKey(3, new HeaderKey(1, 2, 3));

        var found = unknown.FindWithoutKey([new MessageInfo(1, SystemFlags.None, KeywordSet.Empty, Old, 100)], keepsDates);

        Assert.That(found.ToString(), Is.EqualTo(keepsDates ? "1" : "1:2,5"));
    }

    [Test]
    public void NotIn_WhenOthersAreKnown_ShouldTellWhatIsNew()
    {
        var earlier = Of((1, Old, 90), (2, Later, 100));

        Assert.That(Of((4, Old, 5), (2, Later, 100), (3, null, 7), (1, Old, 90)).NotIn(earlier), Is.EqualTo(new uint[] { 3, 4 }));
    }

    private static UnknownMessages Of(params (uint Uid, DateTimeOffset? Received, uint Size)[] messages) =>
        new(1, Now, messages.Select(message => new UnknownMessage(message.Uid, message.Received, message.Size)));
}
