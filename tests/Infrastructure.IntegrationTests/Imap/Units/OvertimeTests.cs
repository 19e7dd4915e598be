using Hosting.Migrations.Imap.Connections;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Units;

public sealed class OvertimeTests
{
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(100);

    private bool _isOverdue = true;

    [Test]
    public void Limit_WhenMessagesGetThrough_ShouldLeaveTheUsualTime()
    {
        var overtime = new Overtime(Most, () => _isOverdue);
        overtime.Spend(Most, bytes: 0);
        _isOverdue = false;

        Assert.That(overtime.Limit(Usual, bytes: 0), Is.EqualTo(Usual));

        _isOverdue = true;
        Assert.That(overtime.Limit(Usual, bytes: 0), Is.EqualTo(Most + TimeSpan.FromSeconds(1)));
    }

    [Test]
    public void Limit_WhenEachCommandIsAnsweredJustInTime_ShouldAddUpToOneCommand()
    {
        var overtime = new Overtime(Most, () => _isOverdue);
        var taken = TimeSpan.Zero;
        for (var command = 0; command < 10; command++)
        {
            var slow = overtime.Limit(Usual, bytes: 0) * 0.9;
            overtime.Spend(slow, bytes: 0);
            taken += slow;
        }

        Assert.That(taken, Is.LessThan(Most + TimeSpan.FromSeconds(10)));
        Assert.That(overtime.Limit(Usual, bytes: 0), Is.EqualTo(TimeSpan.FromSeconds(1)).Within(TimeSpan.FromSeconds(0.2)));
    }

    [Test]
    public void Limit_WhenCommandsAreAnsweredAtOnceOrMoveMuch_ShouldTakeNothingOff()
    {
        var overtime = new Overtime(Most, () => _isOverdue);
        for (var command = 0; command < 1000; command++)
        {
            overtime.Spend(TimeSpan.FromSeconds(0.9), bytes: 0);
            overtime.Spend(TimeSpan.FromSeconds(10), bytes: 640 * 1024);
        }

        Assert.That(overtime.Slowness, Is.EqualTo(TimeSpan.Zero));

        Assert.That(overtime.Limit(Usual, bytes: 0), Is.EqualTo(Most + TimeSpan.FromSeconds(1)));
        Assert.That(overtime.Limit(TimeSpan.FromSeconds(1), bytes: 0), Is.EqualTo(TimeSpan.FromSeconds(1)));
    }
}
