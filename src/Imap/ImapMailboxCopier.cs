using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Imap.Checkpoints;
using Hosting.Migrations.Imap.Copying;
using Hosting.Migrations.Imap.Echoes;
using Hosting.Migrations.Imap.Faults;
using Hosting.Migrations.Imap.Sessions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Imap;

/// <summary>Copies mailboxes from one mail server to another.</summary>
internal sealed partial class ImapMailboxCopier(
    IOptions<MailboxCopyOptions> options, IConnectorFactory connectors, TimeProvider clock, ILogger<ImapMailboxCopier> logger) : IMailboxCopier, IDisposable
{
    private readonly SemaphoreSlim _slots = new(options.Value.BatchesInMemory);

    public async Task<CopyOutcome> CopyAsync(MailboxCopy copy, IProgress<CopyProgress> progress, CancellationToken cancellationToken)
    {
        var counters = new CopyCounters(options.Value.MaxFailures, new PasswordScreen(copy));
        await using var reporter = new ProgressReporter(counters, progress, clock);
        using var run = new MailboxRun(copy, options.Value, connectors, _slots, counters, new Backoff(options.Value, clock, counters, Random.Shared), clock, logger);
        return await EndAsync(copy, counters, run.RunAsync(cancellationToken), cancellationToken);
    }

    public async Task<RehearsalOutcome> RehearseAsync(MailboxCopy copy, CancellationToken cancellationToken)
    {
        var counters = new CopyCounters(options.Value.MaxFailures, new PasswordScreen(copy));
        var looking = new MailboxRehearsal(copy, options.Value, connectors, counters, new Backoff(options.Value, clock, counters, Random.Shared), clock).RunAsync(cancellationToken);
        var outcome = await EndAsync(copy, counters, looking, cancellationToken);
        return new RehearsalOutcome(looking.IsCompletedSuccessfully ? await looking : Rehearsal.None, outcome);
    }

    public async Task<CopyOutcome> TestAsync(MailboxCopy copy, CancellationToken cancellationToken)
    {
        var counters = new CopyCounters(options.Value.MaxFailures, new PasswordScreen(copy));
        using var run = new MailboxRun(copy, options.Value, connectors, _slots, counters, new Backoff(options.Value, clock, counters, Random.Shared), clock, logger);
        return await EndAsync(copy, counters, run.TestAsync(cancellationToken), cancellationToken);
    }

    public async Task<CopyOutcome> TryLoginAsync(MailAccount source, MailServer own, CancellationToken cancellationToken)
    {
        var copy = new MailboxCopy(source, new MailAccount(own, new MailLogin(source.Login.User, new Secret(string.Empty))), NoCheckpoints.Instance);
        var counters = new CopyCounters(options.Value.MaxFailures, new PasswordScreen(copy));
        return await EndAsync(copy, counters, LogInAsync(copy, counters, cancellationToken), cancellationToken);
    }

    public void Dispose() => _slots.Dispose();

    private async Task LogInAsync(MailboxCopy copy, CopyCounters counters, CancellationToken cancellationToken)
    {
        LoginGuard.Check(copy);
        using var session = await connectors.Create(MailSide.Source, copy, counters.Screen, () => false).ConnectAsync(cancellationToken);
    }

    private async Task<CopyOutcome> EndAsync(MailboxCopy copy, CopyCounters counters, Task running, CancellationToken cancellationToken)
    {
        try
        {
            await running;
            return counters.ToOutcome();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return counters.ToOutcome(CopyFault.Cancelled, "the copy was called off; what has been copied stays");
        }
        catch (MailFaultException fault)
        {
            // The exception behind it has the server's words as they are; the reason has them without a password.
            var isOurs = fault.Fault == CopyFault.Internal;
            LogFault(isOurs ? LogLevel.Error : LogLevel.Warning, copy.Destination.Login.User, fault.Message, isOurs ? counters.Screen.Hide(fault.InnerException) : null);
            return counters.ToOutcome(fault.Fault, fault.Message);
        }
        catch (Exception fault)
        {
            LogFault(LogLevel.Error, copy.Destination.Login.User, "an unexpected error", counters.Screen.Hide(fault));
            return counters.ToOutcome(CopyFault.Internal, "an unexpected error");
        }
    }

    [LoggerMessage(Message = "The copy of {Mailbox} ended: {Reason}")]
    private partial void LogFault(LogLevel level, string mailbox, string reason, Exception? fault);
}
