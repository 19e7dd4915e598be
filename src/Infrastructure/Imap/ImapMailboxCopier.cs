using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.Imap.Copying;
using Hosting.Migrations.Infrastructure.Imap.Echoes;
using Hosting.Migrations.Infrastructure.Imap.Faults;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Infrastructure.Imap;

/// <summary>Copies mailboxes from one IMAP server to another.</summary>
internal sealed partial class ImapMailboxCopier(
    IOptions<MailboxCopyOptions> options, AddressPolicy policy, TimeProvider clock, ILogger<ImapMailboxCopier> logger) : IMailboxCopier, IDisposable
{
    private readonly SemaphoreSlim _slots = new(options.Value.BatchesInMemory);

    public async Task<CopyOutcome> CopyAsync(MailboxCopy copy, IProgress<CopyProgress> progress, CancellationToken cancellationToken)
    {
        var tally = new Tally(options.Value.MaxFailures, new PasswordScreen(copy));
        await using var reporter = new ProgressReporter(tally, progress, clock);
        using var run = new MailboxRun(copy, options.Value, policy, _slots, tally, new Patience(options.Value, clock, tally), clock, logger);
        return await EndAsync(copy, tally, run.RunAsync(cancellationToken), cancellationToken);
    }

    public async Task<CopyOutcome> TestAsync(MailboxCopy copy, CancellationToken cancellationToken)
    {
        var tally = new Tally(options.Value.MaxFailures, new PasswordScreen(copy));
        using var run = new MailboxRun(copy, options.Value, policy, _slots, tally, new Patience(options.Value, clock, tally), clock, logger);
        return await EndAsync(copy, tally, run.TestAsync(cancellationToken), cancellationToken);
    }

    public void Dispose() => _slots.Dispose();

    private async Task<CopyOutcome> EndAsync(MailboxCopy copy, Tally tally, Task running, CancellationToken cancellationToken)
    {
        try
        {
            await running;
            return tally.ToOutcome();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return tally.ToOutcome(CopyFault.Cancelled, "the copy was called off; what has been copied stays");
        }
        catch (MailFaultException fault)
        {
            // The exception of the mail library has the server's words as they are; the reason has them without a password.
            var isOurs = fault.Fault == CopyFault.Internal;
            LogFault(isOurs ? LogLevel.Error : LogLevel.Warning, copy.Destination.Login.User, fault.Message, isOurs ? tally.Screen.Hide(fault.InnerException) : null);
            return tally.ToOutcome(fault.Fault, fault.Message);
        }
        catch (Exception fault)
        {
            LogFault(LogLevel.Error, copy.Destination.Login.User, "an unexpected error", tally.Screen.Hide(fault));
            return tally.ToOutcome(CopyFault.Internal, "an unexpected error");
        }
    }

    [LoggerMessage(Message = "The copy of {Mailbox} ended: {Reason}")]
    private partial void LogFault(LogLevel level, string mailbox, string reason, Exception? fault);
}
