namespace Hosting.Migrations.Application.Webhooks.Deliver;

/// <summary>The attempts that one handler has under way, and for how many more there is room.</summary>
internal sealed class DeliveriesUnderWay(WebhookOptions options)
{
    private readonly List<(DueWebhook Webhook, Task Attempt)> _all = [];

    public bool IsEmpty => _all.Count == 0;

    /// <summary>How many more a webhook may have. One that has failed again and again is tried with a single one.</summary>
    public int RoomFor(DueWebhook webhook)
    {
        var ofWebhook = webhook.FailuresInRow >= options.BlockAfter ? 1 : options.AtOncePerWebhook;
        return Math.Max(0, Math.Min(
            options.AtOnce - _all.Count,
            Math.Min(
                options.AtOncePerCustomer - _all.Count(one => one.Webhook.CustomerId == webhook.CustomerId),
                ofWebhook - _all.Count(one => one.Webhook.Id == webhook.Id))));
    }

    public void Add(DueWebhook webhook, Task attempt) => _all.Add((webhook, attempt));

    /// <summary>Waits until an attempt has ended, or something else has.</summary>
    public async Task WaitAsync(Task other)
    {
        await Task.WhenAny(_all.Select(one => one.Attempt).Append(other));
        _all.RemoveAll(one => one.Attempt.IsCompleted);
    }

    /// <summary>Waits until all attempts have ended.</summary>
    public Task EndAsync() => Task.WhenAll(_all.Select(one => one.Attempt));
}
