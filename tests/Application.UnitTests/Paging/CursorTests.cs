using Hosting.Migrations.Application.Paging;

namespace Hosting.Migrations.Application.UnitTests.Paging;

internal sealed class CursorTests
{
    [Test]
    public void Read_WhenItWasWrittenForTheList_ShouldGiveThePlace()
    {
        var cursor = Cursor.Write("list", 1, long.MinValue, long.MaxValue);

        Assert.That(cursor, Does.Match("^[A-Za-z0-9_-]+$"));
        Assert.That(Cursor.Read(cursor, "list", 3), Is.EqualTo(new[] { 1, long.MinValue, long.MaxValue }));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("x")]
    [TestCase("!!!!")]
    [TestCase("bGlzdA")]
    [TestCase("bGlzdC4x")]
    [TestCase("bGlzdC4xLng")]
    [TestCase("bGlzdC4xLjIuMw")]
    [TestCase("b3RoZXIuMS4y")]
    [TestCase("bGlzdC4xLjk5OTk5OTk5OTk5OTk5OTk5OTk5OTk")]
    public void Read_WhenItIsNoPlaceInTheList_ShouldGiveNone(string? cursor) => Assert.That(Cursor.Read(cursor, "list", 2), Is.Null);

    [Test]
    public void Read_WhenItIsVeryLong_ShouldGiveNone() => Assert.That(Cursor.Read(new string('A', 100_000), "list", 2), Is.Null);

    [TestCase(-1)]
    [TestCase(long.MaxValue)]
    public void MomentOf_WhenThereIsNoSuchMoment_ShouldGiveNone(long ticks) => Assert.That(Cursor.MomentOf(ticks), Is.Null);
}
