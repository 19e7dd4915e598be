using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Workers.RunMailbox;

/// <summary>A run that this worker has claimed and is busy with.</summary>
internal sealed class ActiveRun(RunKey key, CancellationToken shutdown) : IProgress<CopyProgress>, IDisposable
{
    private readonly CancellationTokenSource _copying = CancellationTokenSource.CreateLinkedTokenSource(shutdown);
    private CopyProgress _latest = new(RunProgress.None, 0, 0);
    private volatile RunClaim _claim = RunClaim.Held;

    public RunKey Key => key;

    /// <summary>Cancelled when the copy has to stop.</summary>
    public CancellationToken Copying => _copying.Token;

    /// <summary>How the worker stands to its run.</summary>
    public RunClaim Claim => _claim;

    public void Report(CopyProgress value) => Volatile.Write(ref _latest, value);

    /// <summary>What there is to write down.</summary>
    public RunReport ToReport()
    {
        var latest = Volatile.Read(ref _latest);
        return new RunReport(key, latest.Done, latest.BytesPerSecond, latest.Waiting);
    }

    /// <summary>Stops the copy.</summary>
    /// <param name="claim">Why.</param>
    public void Stop(RunClaim claim)
    {
        _claim = claim;
        try
        {
            _copying.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has ended by itself.
        }
    }

    public void Dispose() => _copying.Dispose();
}
