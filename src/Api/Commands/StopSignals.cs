using System.Runtime.InteropServices;

namespace Hosting.Migrations.Api.Commands;

/// <summary>
/// Hears SIGTERM, SIGINT (Ctrl+C) and SIGQUIT from the first moment of the process on. The service stops by it alone: the host's own lifetime would hear
/// them only once the host has been built, and take a signal in the middle of its start for a failure.
/// </summary>
internal sealed class StopSignals : IHostLifetime, IDisposable
{
    private static readonly PosixSignal[] Signals = [PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT];

    private readonly CancellationTokenSource _asked = new();
    private readonly PosixSignalRegistration[] _registrations;

    public StopSignals() => _registrations = Array.ConvertAll(Signals, signal => PosixSignalRegistration.Create(signal, Hear));

    /// <summary>Cancelled by the first of the signals.</summary>
    public CancellationToken Asked => _asked.Token;

    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => Array.ForEach(_registrations, registration => registration.Dispose());

    private void Hear(PosixSignalContext context)
    {
        context.Cancel = true;
        _asked.CancelAsync();
    }
}
