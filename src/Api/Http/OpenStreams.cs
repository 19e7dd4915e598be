using Hosting.Migrations.Application.Access;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Api.Http;

/// <summary>Counts the streams that are open, so that nobody can take up all of the service.</summary>
internal sealed class OpenStreams(IOptions<EventStreamOptions> options)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Caller, int> _open = [];

    public bool TryOpen(Caller caller)
    {
        lock (_lock)
        {
            var open = _open.GetValueOrDefault(caller);
            if (open >= options.Value.MaxPerCaller)
            {
                return false;
            }

            _open[caller] = open + 1;
            return true;
        }
    }

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
