using Hosting.Migrations.Application.UnitTests.TestData;
using Hosting.Migrations.Application.Webhooks;
using Hosting.Migrations.Application.Webhooks.Deliver;
using Microsoft.Extensions.Time.Testing;

namespace Hosting.Migrations.Application.UnitTests.Webhooks;

internal sealed class DeliveryTurnsTests
{
    private static readonly DueWebhook[] Webhooks = [Of(1, 1), Of(2, 1), Of(3, 1), Of(4, 2), Of(5, 3)];

    [Test]
    public void Order_WhenNobodyWasServed_ShouldTakeOneOfEachCustomerFirst() =>
        Assert.That(IdsInOrder(new DeliveryTurns(new FakeTimeProvider(Moments.Now))), Is.EqualTo(new[] { 1, 4, 5, 2, 3 }));

    [Test]
    public void Order_WhenSomeWereServed_ShouldTakeWhoHasWaitedLongest()
    {
        var turns = new DeliveryTurns(new FakeTimeProvider(Moments.Now));
        turns.Note(Webhooks[3]);
        turns.Note(Webhooks[0]);

        Assert.That(IdsInOrder(turns), Is.EqualTo(new[] { 5, 4, 2, 3, 1 }));
    }

    [Test]
    public void IsTimeToGiveUp_WhenAskedOften_ShouldBeOnceAMinute()
    {
        var clock = new FakeTimeProvider(Moments.Now);
        var turns = new DeliveryTurns(clock);
        Assert.That((turns.IsTimeToGiveUp(), turns.IsTimeToGiveUp()), Is.EqualTo((true, false)));

        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That(turns.IsTimeToGiveUp(), Is.True);
    }

    [Test]
    public async Task RoomFor_WhenSomeAreUnderWay_ShouldKeepEachBound()
    {
        var underWay = new DeliveriesUnderWay(new WebhookOptions { AtOnce = 5, AtOncePerCustomer = 3, AtOncePerWebhook = 2, BlockAfter = 5 });
        Assert.That((underWay.RoomFor(Of(1, 1)), underWay.RoomFor(Of(1, 1) with { FailuresInRow = 5 })), Is.EqualTo((2, 1)));

        var end = new TaskCompletionSource();
        underWay.Add(Of(1, 1), end.Task);
        underWay.Add(Of(1, 1), end.Task);
        Assert.That((underWay.RoomFor(Of(1, 1)), underWay.RoomFor(Of(2, 1)), underWay.RoomFor(Of(4, 2))), Is.EqualTo((0, 1, 2)));
        underWay.Add(Of(4, 2), end.Task);
        underWay.Add(Of(4, 2), end.Task);
        Assert.That((underWay.RoomFor(Of(2, 1)), underWay.RoomFor(Of(5, 3))), Is.EqualTo((1, 1)));
        underWay.Add(Of(5, 3), end.Task);
        Assert.That(underWay.RoomFor(Of(6, 4)), Is.Zero);

        end.SetResult();
        await underWay.WaitAsync(Task.CompletedTask);
        Assert.That((underWay.IsEmpty, underWay.RoomFor(Of(6, 4))), Is.EqualTo((true, 2)));
    }

    [Test]
    public void Longest_WhenTheDefaultsHold_ShouldBeMoreThanThreeDays() =>
        Assert.That(Backoff.Longest(new WebhookOptions()), Is.InRange(TimeSpan.FromDays(3), TimeSpan.FromDays(5)));

    private static IEnumerable<long> IdsInOrder(DeliveryTurns turns) => turns.Order(Webhooks).Select(webhook => webhook.Id);

    private static DueWebhook Of(long id, long customerId) => new(id, customerId, FailuresInRow: 0);
}
