using Hosting.Migrations.Application.UnitTests.TestData;

namespace Hosting.Migrations.Application.UnitTests.Migrations.List;

/// <summary>From when on a migration is late.</summary>
internal sealed class ListMigrationsLatenessTests : ListMigrationsFixture
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    [Test]
    public async Task Send_WhenDueLessThan15MinutesAgo_ShouldNotBeLate() =>
        Assert.That(await IsLateWhenDue(Moments.Now.AddMinutes(-15) + Tick), Is.False);

    [Test]
    public async Task Send_WhenDueExactly15MinutesAgo_ShouldNotBeLate() =>
        Assert.That(await IsLateWhenDue(Moments.Now.AddMinutes(-15)), Is.False);

    [Test]
    public async Task Send_WhenDueMoreThan15MinutesAgo_ShouldBeLate() =>
        Assert.That(await IsLateWhenDue(Moments.Now.AddMinutes(-15) - Tick), Is.True);

    [Test]
    public async Task Send_WhenTimeHasPassed_ShouldBeLate()
    {
        App.Clock.Advance(TimeSpan.FromMinutes(16));

        Assert.That(await IsLateWhenDue(Moments.Now), Is.True);
    }

    [Test]
    public async Task Send_WhenDueWithinConfiguredDelay_ShouldNotBeLate()
    {
        Restart(("Migrations:LateAfter", "01:00:00"));

        Assert.That(await IsLateWhenDue(Moments.Now.AddMinutes(-60)), Is.False);
    }

    [Test]
    public async Task Send_WhenDueBeforeConfiguredDelay_ShouldBeLate()
    {
        Restart(("Migrations:LateAfter", "00:00:30"));

        Assert.That(await IsLateWhenDue(Moments.Now.AddSeconds(-31)), Is.True);
    }

    [Test]
    public async Task Send_WhenPageHasSeveral_ShouldTellEachApart()
    {
        Stored = new([AMigration.Due(Moments.Now.AddDays(1)), AMigration.Due(Moments.Now.AddHours(-1))], 2, 0);

        var list = (await App.SendAsync(AdminQuery)).Value!;

        Assert.That(list.Resources.Select(migration => migration.IsLate), Is.EqualTo(new[] { false, true }));
    }

    private async Task<bool> IsLateWhenDue(DateTimeOffset due)
    {
        Stored = new([AMigration.Due(due)], 1, 0);
        var list = (await App.SendAsync(AdminQuery)).Value!;
        return list.Resources[0].IsLate;
    }
}
