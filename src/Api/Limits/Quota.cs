using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.Net.Http.Headers;

namespace Hosting.Migrations.Api.Limits;

/// <summary>So many requests a minute for each of many: a bucket for each, which fills up steadily.</summary>
/// <typeparam name="TKey">Who has a bucket.</typeparam>
/// <threadsafety>Any number of requests may take from it at once.</threadsafety>
internal sealed class Quota<TKey> : IAsyncDisposable
    where TKey : notnull
{
    private const int WindowSeconds = 60;

    private readonly string _name;
    private readonly int _perMinute;
    private readonly string _policy;
    private readonly PartitionedRateLimiter<TKey> _buckets;

    /// <param name="name">How clients are told of it.</param>
    /// <param name="perMinute">How many requests each has a minute; 0 = any number.</param>
    public Quota(string name, int perMinute)
    {
        (_name, _perMinute) = (name, perMinute);
        _policy = string.Create(CultureInfo.InvariantCulture, $"\"{name}\";q={perMinute};w={WindowSeconds}");

        // One at least comes back at a time, and then about once a second.
        var atATime = Math.Max(1, perMinute / WindowSeconds);
        var options = new TokenBucketRateLimiterOptions
        {
            TokenLimit = Math.Max(1, perMinute),
            TokensPerPeriod = atATime,
            ReplenishmentPeriod = TimeSpan.FromSeconds((double)WindowSeconds * atATime / Math.Max(1, perMinute)),
            QueueLimit = 0,
        };
        _buckets = PartitionedRateLimiter.Create<TKey, TKey>(key => RateLimitPartition.GetTokenBucketLimiter(key, _ => options));
    }

    /// <summary>Takes one request from a bucket.</summary>
    /// <param name="key">Whose bucket.</param>
    /// <param name="response">Gets <c>Retry-After</c> where nothing is left.</param>
    /// <returns>Whether there was one left.</returns>
    public bool TryTake(TKey key, HttpResponse response)
    {
        if (_perMinute == 0)
        {
            return true;
        }

        using var lease = _buckets.AttemptAcquire(key);
        if (!lease.IsAcquired)
        {
            var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var time) ? Math.Max(1, (int)Math.Ceiling(time.TotalSeconds)) : 1;
            response.Headers[HeaderNames.RetryAfter] = wait.ToString(CultureInfo.InvariantCulture);
        }

        return lease.IsAcquired;
    }

    /// <summary>Tells a client what is left in a bucket.</summary>
    /// <param name="key">Whose bucket.</param>
    /// <param name="response">Gets the headers.</param>
    public void Tell(TKey key, HttpResponse response)
    {
        if (_perMinute == 0)
        {
            return;
        }

        var left = _buckets.GetStatistics(key)?.CurrentAvailablePermits ?? _perMinute;
        var seconds = (((_perMinute - left) * WindowSeconds) + _perMinute - 1) / _perMinute;
        response.Headers[RateLimitHeaders.Policy] = _policy;
        response.Headers[RateLimitHeaders.Limit] = string.Create(CultureInfo.InvariantCulture, $"\"{_name}\";r={left};t={seconds}");
    }

    public ValueTask DisposeAsync() => _buckets.DisposeAsync();
}
