using Hosting.Migrations.Application.Access;

namespace Hosting.Migrations.Api.Limits;

/// <summary>Counts what callers have open at a time.</summary>
/// <threadsafety>Safe for all threads.</threadsafety>
internal sealed class CallerCounts
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Caller, int> _open = [];

    /// <summary>Counts one more.</summary>
    /// <param name="caller">Whose it is.</param>
    /// <param name="most">How many a caller may have.</param>
    /// <returns>False if the caller has as many.</returns>
    public bool TryOpen(Caller caller, int most)
    {
        lock (_lock)
        {
            var open = _open.GetValueOrDefault(caller);
            if (open >= most)
            {
                return false;
            }

            _open[caller] = open + 1;
            return true;
        }
    }

    /// <summary>Counts one less.</summary>
    /// <param name="caller">Whose it was.</param>
    public void Close(Caller caller)
    {
        lock (_lock)
        {
            if (--_open[caller] == 0)
            {
                _open.Remove(caller);
            }
        }
    }
}
