using System.Runtime.InteropServices;

namespace Hosting.Migrations.Benchmarks.Common;

/// <summary>Ends the run in good order: on Ctrl+C, on SIGTERM or when its time is up.</summary>
public sealed class StopSignal : IDisposable
{
    private readonly TimeSpan _limit;
    private readonly CancellationTokenSource _source;
    private readonly PosixSignalRegistration[] _registrations;
    private volatile bool _interrupted;

    public StopSignal(TimeSpan limit)
    {
        _limit = limit;
        _source = new CancellationTokenSource(limit);
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, Interrupt),
        ];
    }

    public CancellationToken Token => _source.Token;

    public string Reason => _interrupted ? "interrupted" : $"not done after {_limit.TotalMinutes} minutes";

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _source.Dispose();
    }

    private void Interrupt(PosixSignalContext context)
    {
        // Without this the process would end at once, and leave servers and files behind.
        context.Cancel = true;
        _interrupted = true;
        _source.Cancel();
    }
}
