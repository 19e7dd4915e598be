using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;
using Microsoft.Extensions.Logging;

namespace Hosting.Migrations.Application.Workers.RunMailbox;

/// <summary>
/// Shows that the worker is alive, writes down how far its run has come, and stops the copy when nobody wants it any more or when the worker
/// could be taken for dead: before the claim ends, so that no two ever copy the same mailbox.
/// </summary>
internal sealed partial class RunHeartbeat : IProgress<CopyProgress>, IAsyncDisposable
{
    private readonly RunKey _run;
    private readonly IWorkRepository _work;
    private readonly string _worker;
    private readonly WorkerOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _copying;
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _beating;
    private CopyProgress _latest = new(RunProgress.None, 0, 0);

    public RunHeartbeat(
        RunKey run, IWorkRepository work, WorkerIdentity worker, WorkerOptions options, TimeProvider clock, ILogger logger, CancellationToken shutdown)
    {
        (_run, _work, _worker, _options, _clock, _logger) = (run, work, worker.Name, options, clock, logger);
        _copying = CancellationTokenSource.CreateLinkedTokenSource(shutdown);
        _beating = BeatAsync();
    }

    /// <summary>Cancelled when the copy has to stop.</summary>
    public CancellationToken Copying => _copying.Token;

    /// <summary>How the worker stands to its run.</summary>
    public RunClaim Claim { get; private set; } = RunClaim.Held;

    public void Report(CopyProgress value) => Volatile.Write(ref _latest, value);

    /// <summary>Ends the heartbeat. Nothing is written down from then on.</summary>
    public async Task StopAsync()
    {
        await _ended.CancelAsync();
        await _beating;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _copying.Dispose();
        _ended.Dispose();
    }

    private async Task BeatAsync()
    {
        var renewed = _clock.GetTimestamp();
        while (Claim == RunClaim.Held && await WaitAsync())
        {
            try
            {
                using var patience = CancellationTokenSource.CreateLinkedTokenSource(_ended.Token);
                patience.CancelAfter(_options.Lease / 3);
                var began = _clock.GetTimestamp();
                Claim = await _work.RenewAsync(_run, MakeReport(), patience.Token);
                renewed = began;
            }
            catch (Exception) when (_ended.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                LogMissed(fault, _run.ResourceId, _run.Step);
                if (_clock.GetElapsedTime(renewed) > _options.Lease / 3)
                {
                    Claim = RunClaim.Lost;
                }
            }
        }

        if (Claim != RunClaim.Held)
        {
            await _copying.CancelAsync();
        }
    }

    private async Task<bool> WaitAsync()
    {
        try
        {
            await Task.Delay(_options.Heartbeat, _clock, _ended.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private RunReport MakeReport()
    {
        var latest = Volatile.Read(ref _latest);
        return new RunReport(new RunLease(_worker, _clock.GetUtcNow() + _options.Lease), latest.Done, latest.BytesPerSecond, latest.Waiting);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The heartbeat of resource {ResourceId} in its {Step} could not be written down")]
    private partial void LogMissed(Exception fault, long resourceId, MigrationStep step);
}
