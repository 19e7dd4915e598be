namespace Hosting.Migrations.Application.Workers.Reconcile;

/// <summary>Counts what is under way against what may be.</summary>
internal sealed class RunLimits
{
    private readonly WorkerOptions _options;
    private readonly Dictionary<long, int> _byCustomer = [];
    private readonly Dictionary<string, int> _byHost = [];
    private int _total;

    public RunLimits(WorkerOptions options, IEnumerable<QueuedRun> known)
    {
        _options = options;
        foreach (var run in known)
        {
            Add(run.CustomerId, RunDispatcher.HostOf(run.RemoteServer));
        }
    }

    /// <summary>Whether the destination takes no more.</summary>
    public bool AreUsedUp => _total >= _options.ToDestination;

    /// <summary>Whether every limit allows one more run.</summary>
    public bool HasRoom(long customerId, string host) =>
        !AreUsedUp
        && _byCustomer.GetValueOrDefault(customerId) < _options.PerCustomer
        && _byHost.GetValueOrDefault(host) < _options.PerSourceHost;

    /// <summary>Counts one more run.</summary>
    public void Add(long customerId, string host)
    {
        _total++;
        _byCustomer[customerId] = _byCustomer.GetValueOrDefault(customerId) + 1;
        _byHost[host] = _byHost.GetValueOrDefault(host) + 1;
    }
}
