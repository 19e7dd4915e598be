using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Workers.RunMailbox;

/// <summary>A run that this worker has claimed and is busy with.</summary>
/// <param name="key">The run.</param>
/// <param name="claimed">When the worker asked for the claim, as a timestamp of the clock.</param>
/// <param name="lease">How long a claim holds that is not renewed.</param>
/// <param name="clock">Tells how much time has passed.</param>
/// <param name="shutdown">Stops it with the process.</param>
internal sealed class ActiveRun(RunKey key, long claimed, TimeSpan lease, TimeProvider clock, CancellationToken shutdown) : IProgress<CopyProgress>, ILease, IDisposable
{
    private readonly (CancellationTokenSource Source, CancellationTokenRegistration Registration) _copying = shutdown.Follow();
    private CopyProgress _latest = new(RunProgress.None, 0, 0);
    private volatile RunClaim _claim = RunClaim.Held;
    private long _renewed = claimed;

    public RunKey Key => key;

    /// <summary>Cancelled when the copy has to stop.</summary>
    public CancellationToken Copying => _copying.Source.Token;

    /// <summary>How the worker stands to its run.</summary>
    public RunClaim Claim => _claim;

    public void Report(CopyProgress value) => Volatile.Write(ref _latest, value);

    /// <summary>The claim has been renewed.</summary>
    /// <param name="asked">When that was asked for: the claim holds at least a lease from then on.</param>
    public void Renew(long asked) => Volatile.Write(ref _renewed, asked);

    /// <summary>Who has been frozen for longer than its lease wakes up in the middle of a command, before any heartbeat.</summary>
    public void ThrowIfOver()
    {
        if (clock.GetElapsedTime(Volatile.Read(ref _renewed)) >= lease)
        {
            Stop(RunClaim.Doubtful);
            throw new OperationCanceledException(Copying);
        }
    }

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
            _ = _copying.Source.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // It has ended by itself.
        }
    }

    public void Dispose()
    {
        _copying.Registration.Dispose();
        _copying.Source.Dispose();
    }
}
