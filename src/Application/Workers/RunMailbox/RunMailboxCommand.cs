using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Application.Migrations;
using Hosting.Migrations.Application.Security;
using Hosting.Migrations.Domain.Migrations;
using MediatR;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Application.Workers.RunMailbox;

/// <summary>
/// Does a run: tries the logins of a mailbox, or copies it. May be sent again at any time; what is done is not done twice. The answer is whether
/// there was anything to do.
/// </summary>
/// <param name="Run">The run.</param>
public sealed record RunMailboxCommand(RunKey Run) : IRequest<bool>;

internal sealed partial class RunMailboxCommandHandler(
    IMediator mediator,
    IMailboxCopier copier,
    ICheckpointStores checkpoints,
    IWorkRepository work,
    IRunReportRepository reports,
    ISecretSealer sealer,
    WorkerIdentity worker,
    IOptions<WorkerOptions> options,
    IOptions<DestinationOptions> destination,
    TimeProvider clock,
    ILogger<RunMailboxCommandHandler> logger)
    : IRequestHandler<RunMailboxCommand, bool>
{
    public async Task<bool> Handle(RunMailboxCommand request, CancellationToken cancellationToken)
    {
        if (await mediator.Send(new BeginRunCommand(request.Run), cancellationToken) is not { } assignment)
        {
            return false;
        }

        using var held = assignment.Lock;
        LogBegun(assignment.Code, request.Run.Step);
        if (held.Problem is { } problem)
        {
            LogNotAlone(assignment.Code, problem);
        }

        await using var heartbeat = new RunHeartbeat(request.Run, work, worker, options.Value, clock, logger, cancellationToken);
        var outcome = await DoAsync(request.Run, assignment, heartbeat);
        await heartbeat.StopAsync();
        if (heartbeat.Claim == RunClaim.Lost)
        {
            LogLost(assignment.Code, request.Run.Step);
            return true;
        }

        // Written down even while the process is stopping: nobody else would know for as long as the claim holds.
        var isInterrupted = cancellationToken.IsCancellationRequested && outcome.Fault == CopyFault.Cancelled;
        await reports.ReplaceAsync(request.Run.ResourceId, request.Run.Step, RunVerdict.ReportOf(request.Run, outcome), CancellationToken.None);
        await mediator.Send(new EndRunCommand(request.Run, outcome.Done, RunVerdict.ErrorOf(outcome), isInterrupted), CancellationToken.None);
        LogEnded(assignment.Code, request.Run.Step, outcome.Fault, outcome.Done.MessagesCopied, outcome.Done.MessagesFailed);
        return true;
    }

    private async Task<CopyOutcome> DoAsync(RunKey run, RunAssignment assignment, RunHeartbeat heartbeat)
    {
        try
        {
            if (destination.Value.FindAccount(assignment.LocalEmail) is not { } target)
            {
                return RunVerdict.Refuse("no destination is configured");
            }

            using var store = checkpoints.ForResource(run.ResourceId);
            var copy = new MailboxCopy(
                assignment.OpenSource(sealer), target, store, SourceProfile.For(assignment.Preset).Rules, assignment.FromDate);
            return run.Step == MigrationStep.TestRun
                ? await copier.TestAsync(copy, heartbeat.Copying)
                : await copier.CopyAsync(copy, heartbeat, heartbeat.Copying);
        }
        catch (AddressRefusedException refusal)
        {
            return RunVerdict.Refuse($"{refusal.Message}; it was stored before addresses were checked for that: create a migration with the right one", CopyFault.DestinationAuth);
        }
        catch (SealBrokenException fault)
        {
            LogSealBroken(fault, assignment.Code);
            return RunVerdict.Refuse("the password can't be read on this machine; do all machines share the same keys?");
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Resource}: {Step} begins")]
    private partial void LogBegun(string resource, MigrationStep step);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Resource}: `mailbox copy` on this machine can't be kept out of the mailbox: {Problem}")]
    private partial void LogNotAlone(string resource, string problem);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Resource}: {Step} ended ({Fault}); {Copied} messages copied, {Failed} failed")]
    private partial void LogEnded(string resource, MigrationStep step, CopyFault? fault, long copied, long failed);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Resource}: {Step} was given up: the claim to it could not be renewed in time")]
    private partial void LogLost(string resource, MigrationStep step);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Resource}: the password can't be read")]
    private partial void LogSealBroken(Exception fault, string resource);
}
