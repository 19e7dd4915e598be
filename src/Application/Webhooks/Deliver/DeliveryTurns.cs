using Hosting.Migrations.Application.Workers;

namespace Hosting.Migrations.Application.Webhooks.Deliver;

/// <summary>Whose turn it is to be told something: customers take turns, and so do the webhooks of one.</summary>
/// <threadsafety>Safe for all threads.</threadsafety>
internal sealed class DeliveryTurns(TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, long> _customers = [];
    private readonly Dictionary<long, long> _webhooks = [];
    private readonly OnceAMinute _givingUp = new(clock);
    private long _last;

    /// <summary>Whether it is time to look for what nobody need try any more.</summary>
    public bool IsTimeToGiveUp()
    {
        lock (_lock)
        {
            return _givingUp.IsDue();
        }
    }

    /// <summary>
    /// Puts webhooks in the order in which they are served: one of each customer before the second of any, who has waited longest first.
    /// </summary>
    public IReadOnlyList<DueWebhook> Order(IEnumerable<DueWebhook> webhooks)
    {
        lock (_lock)
        {
            return
            [
                .. webhooks.GroupBy(webhook => webhook.CustomerId)
                    .SelectMany(own => own
                        .OrderBy(webhook => _webhooks.GetValueOrDefault(webhook.Id)).ThenBy(webhook => webhook.Id)
                        .Select((webhook, round) => (webhook, round)))
                    .OrderBy(place => place.round)
                    .ThenBy(place => _customers.GetValueOrDefault(place.webhook.CustomerId))
                    .ThenBy(place => place.webhook.Id)
                    .Select(place => place.webhook),
            ];
        }
    }

    /// <summary>Notes that a webhook is served.</summary>
    public void Note(DueWebhook webhook)
    {
        lock (_lock)
        {
            _customers[webhook.CustomerId] = _webhooks[webhook.Id] = ++_last;
        }
    }
}
