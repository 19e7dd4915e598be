using System.Diagnostics;
using Hosting.Migrations.Imap.Faults;
using Hosting.Migrations.Imap.Sessions;
using Hosting.Migrations.Imap.Wire;

namespace Hosting.Migrations.Imap.Connections;

/// <summary>
/// Runs commands over one connection: one at a time, each with a deadline, and every failure a <see cref="MailFaultException"/>.
/// After a refusal that leaves it in doubt, or an answer that breaks the rules, the next command goes over a new connection; what was found
/// over the old one has to be found anew. After any other failure of the connection it is of no more use.
/// </summary>
/// <param name="connected">Logged in.</param>
/// <param name="faults">Tells what went wrong.</param>
/// <param name="idleTimeout">How long the server may be silent.</param>
/// <param name="overtime">What it gets once no message has got through for too long.</param>
/// <param name="connect">Connects anew.</param>
internal sealed class CommandChannel(
    MailClient connected, FaultReader faults, TimeSpan idleTimeout, Overtime overtime, Func<CancellationToken, Task<MailClient>> connect) : IDisposable
{
    // A server that sends a byte now and then would never run into a time-out of its own.
    private const double SlowestBytesPerSecond = 8 * 1024;

    // A server that breaks the rules is tried again for the sake of other messages and folders, but not for ever.
    private const int MaxViolations = 30;

    private string? _lastRefusal;
    private MailFaultException? _violation;
    private int _violations;

    /// <summary>The connection that is in use.</summary>
    public MailClient Client { get; private set; } = connected;

    /// <summary>Runs commands for as many messages as the server wants at once.</summary>
    public LimitedServer Limited { get; private set; } = new(connected);

    /// <summary>Whether the next command goes over a new connection.</summary>
    public bool IsSpent { get; private set; }

    /// <summary>The folders that have been found over the connection, by name; null as long as they have not been listed.</summary>
    public Dictionary<string, ISessionFolder>? Folders { get; private set; }

    public FaultReader Faults => faults;

    /// <summary>How long the server may be silent.</summary>
    public TimeSpan IdleTimeout => idleTimeout;

    /// <summary>The server's last refusal; null if its last words were something else.</summary>
    public ResponseClassifier? LastRefusal =>
        (IsSpent ? _lastRefusal : Client.LastRefusal) is { } words ? new ResponseClassifier(words, faults.Screen) : null;

    /// <summary>By how much the server has been slow so far, on any of its connections.</summary>
    public TimeSpan Slowness => overtime.Slowness;

    /// <summary>Runs a command.</summary>
    /// <param name="command">The command; its token ends when the server is too slow.</param>
    /// <param name="bytes">How much is moved, which lengthens the deadline.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> command, long bytes, CancellationToken cancellationToken)
    {
        await RenewAsync(cancellationToken);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Allow(bytes));
        var (begun, wire, before) = (Stopwatch.GetTimestamp(), Client.Wire, Client.Wire.Received);
        try
        {
            return await command(deadline.Token);
        }
        catch (Exception fault) when (cancellationToken.IsCancellationRequested && fault is not OperationCanceledException)
        {
            throw new OperationCanceledException("The copy was called off.", fault, cancellationToken);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            var read = faults.Read(fault, Client.LastRefusal);
            CloseIfInDoubt(fault, read);
            if (read == fault)
            {
                throw;
            }

            throw read;
        }
        finally
        {
            if (bytes != long.MaxValue)
            {
                overtime.Spend(begun, bytes + wire.Received - before);
            }
        }
    }

    /// <inheritdoc cref="RunAsync{T}"/>
    public Task RunAsync(Func<CancellationToken, Task> command, CancellationToken cancellationToken) => RunAsync(
        async token =>
        {
            await command(token);
            return true;
        },
        0,
        cancellationToken);

    /// <summary>Notes the folders that the server lists, so that they need not be listed once more.</summary>
    public void Remember(IEnumerable<SessionFolder> folders)
    {
        Folders = new Dictionary<string, ISessionFolder>(StringComparer.Ordinal);
        foreach (var folder in folders)
        {
            Folders.TryAdd(folder.FullName, folder);
        }
    }

    /// <summary>Forgets how often the server has broken the rules, since something has got through.</summary>
    public void Forgive() => _violations = 0;

    /// <summary>Gives the connection up, for the next command to go over a new one.</summary>
    public void Abandon() => Close(lastRefusal: null, violation: null);

    public void Dispose() => Client.Dispose();

    /// <summary>Connects anew, if the last answer has left the connection of no more use.</summary>
    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        if (IsSpent)
        {
            if (_violation is { } violation && ++_violations > MaxViolations)
            {
                throw new MailFaultException(violation.Fault, violation.Message, isTransient: false, violation);
            }

            Client = await connect(cancellationToken);
            Limited = new LimitedServer(Client);
            (IsSpent, _violation) = (false, null);
        }
    }

    // What was sent before a refusal may be read as commands: nothing more is said over such a connection.
    private void CloseIfInDoubt(Exception fault, MailFaultException read)
    {
        if (!IsSpent && ((fault is RefusedException && Client.Wire.IsInDoubt) || (!read.IsTransient && !Client.IsConnected)))
        {
            Close(Client.LastRefusal, fault is RefusedException ? null : read);
        }
    }

    private void Close(string? lastRefusal, MailFaultException? violation)
    {
        Client.Dispose();
        (_lastRefusal, Folders, IsSpent, _violation) = (lastRefusal, null, true, violation);
    }

    private TimeSpan Allow(long bytes) => bytes == long.MaxValue ? Timeout.InfiniteTimeSpan
        : overtime.Limit((2 * idleTimeout) + TimeSpan.FromSeconds(bytes / SlowestBytesPerSecond), bytes);
}
