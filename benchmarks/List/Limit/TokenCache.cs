using System.Collections.Concurrent;

namespace Hosting.Migrations.Benchmarks.List.Limit;

/// <summary>Remembers for a while whose token it is.</summary>
internal sealed class TokenCache(TimeSpan time)
{
    private readonly ConcurrentDictionary<string, (Caller Caller, long ForgetAt)> _callers = new();

    public Caller? Find(string token) =>
        _callers.TryGetValue(token, out var known) && Environment.TickCount64 < known.ForgetAt ? known.Caller : null;

    public void Remember(string token, Caller caller)
    {
        if (time > TimeSpan.Zero)
        {
            _callers[token] = (caller, Environment.TickCount64 + (long)time.TotalMilliseconds);
        }
    }
}
