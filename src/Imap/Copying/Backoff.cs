using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Imap.Faults;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>Waits longer from failure to failure, as long as something gets through now and then.</summary>
/// <param name="options">The operator's settings.</param>
/// <param name="clock">The time.</param>
/// <param name="counters">Hears why is waited.</param>
/// <param name="random">Spreads the waits of those that failed at the same moment.</param>
internal sealed class Backoff(MailboxCopyOptions options, TimeProvider clock, CopyCounters counters, Random random)
{
    // Less than a command of a server that answers just in time takes, whatever it may take.
    private static readonly TimeSpan Prompt = TimeSpan.FromSeconds(0.5);

    private readonly Lock _lock = new();
    private long _lastSuccess = clock.GetTimestamp();
    private int _failures;

    /// <summary>Whether no message has got through for as long as is waited for one.</summary>
    public bool IsOver => clock.GetElapsedTime(Interlocked.Read(ref _lastSuccess)) > options.GiveUpAfter;

    public void Succeeded()
    {
        lock (_lock)
        {
            (_lastSuccess, _failures) = (clock.GetTimestamp(), 0);
        }

        counters.Waiting = null;
    }

    /// <summary>Notes that a folder has been begun, which is a step forward where the servers answered at once.</summary>
    /// <param name="slowness">By how much they were slow at it.</param>
    public void Began(TimeSpan slowness)
    {
        if (slowness < Prompt)
        {
            Succeeded();
            return;
        }

        lock (_lock)
        {
            _failures = 0;
        }

        counters.Waiting = null;
    }

    /// <summary>Waits before the next try.</summary>
    /// <exception cref="MailFaultException">The fault, if a next try is not worth while.</exception>
    public Task WaitAsync(MailFaultException fault, CancellationToken cancellationToken)
    {
        int failures;
        lock (_lock)
        {
            failures = _failures++;
        }

        return WaitAsync(fault, failures, cancellationToken);
    }

    /// <summary>Waits before the next try of what fails by itself, such as one folder of many: what else fails makes its waits no longer, nor does it theirs.</summary>
    /// <param name="fault">Why it failed.</param>
    /// <param name="failures">How often it had failed before.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    /// <exception cref="MailFaultException">The fault, if a next try is not worth while.</exception>
    public async Task WaitAsync(MailFaultException fault, int failures, CancellationToken cancellationToken)
    {
        var wait = Next(fault, failures);
        if (!fault.IsTransient || clock.GetElapsedTime(_lastSuccess) + wait > options.GiveUpAfter)
        {
            throw fault;
        }

        counters.Waiting = fault.IsThrottled ? "throttled" : "reconnecting";
        await Task.Delay(wait, clock, cancellationToken);
    }

    private TimeSpan Next(MailFaultException fault, int failures)
    {
        var doubled = options.Backoff * Math.Pow(2, Math.Min(failures, 20));
        var jittered = (doubled < options.MaxBackoff ? doubled : options.MaxBackoff) * (0.75 + (random.NextDouble() / 2));
        return fault.Wait > jittered ? fault.Wait.Value : jittered;
    }
}
