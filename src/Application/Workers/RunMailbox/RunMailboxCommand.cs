using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Application.Connections.Tokens;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Application.Migrations;
using Hosting.Migrations.Application.Security;
using Hosting.Migrations.Domain.Migrations;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Application.Workers.RunMailbox;

/// <summary>Does a run that this worker has claimed: tries the logins of a mailbox, or copies it.</summary>
/// <param name="Run">The run.</param>
/// <param name="Claimed">When the claim was asked for, as a timestamp of the clock.</param>
/// <param name="Shutdown">Has the run handed back at the next opportunity.</param>
[NotAudited(NotAuditedAttribute.OfWorkers)]
public sealed record RunMailboxCommand(RunKey Run, long Claimed, CancellationToken Shutdown) : IRequest;

internal sealed partial class RunMailboxCommandHandler(
    IServiceScopeFactory scopes,
    ActiveRuns active,
    IMailboxCopier copier,
    ICheckpointStores checkpoints,
    ISecretSealer sealer,
    ConnectionLogins logins,
    DatabaseContact contact,
    KeyCheck keys,
    IOptions<DestinationOptions> destination,
    IOptions<WorkerOptions> options,
    TimeProvider clock,
    ILogger<RunMailboxCommandHandler> logger)
    : AsyncRequestHandler<RunMailboxCommand>
{
    private const int MostFaults = 10;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task Handle(RunMailboxCommand request, CancellationToken cancellationToken)
    {
        using var run = active.Add(request.Run, request.Claimed, request.Shutdown);
        try
        {
            if (await SendAsync(new BeginRunCommand(request.Run), cancellationToken) is { } assignment)
            {
                using var held = assignment.Lock;
                LogBegun(assignment.Code, request.Run.Step);
                if (held.Problem is { } problem)
                {
                    LogNotAlone(assignment.Code, problem);
                }

                await DoAsync(run, assignment, request.Shutdown, cancellationToken);
            }
        }
        finally
        {
            active.Remove(run);
        }
    }

    private async Task DoAsync(ActiveRun run, RunAssignment assignment, CancellationToken shutdown, CancellationToken cancellationToken)
    {
        var (verdict, outcome) = await CopyAsync(run, assignment, shutdown);
        if (run.Claim == RunClaim.Lost)
        {
            LogLost(assignment.Code, run.Key.Step);
            return;
        }

        await InsistAsync(run, assignment.Code, async token =>
        {
            if (outcome is not null)
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<IRunReportRepository>()
                    .ReplaceAsync(run.Key.ResourceId, run.Key.Step, RunVerdict.ReportOf(run.Key, outcome), token);
            }

            await SendAsync(new EndRunCommand(run.Key, assignment.Attempt, verdict), token);
        }, cancellationToken);
        var (copied, failed, fault) = (verdict.Progress.MessagesCopied, verdict.Progress.MessagesFailed, verdict.Error?.Fault.ToString() ?? "no fault");
        if (verdict.Pause is { } pause)
        {
            LogWaits(assignment.Code, run.Key.Step, fault, pause, copied, failed);
        }
        else
        {
            LogEnded(assignment.Code, run.Key.Step, fault, copied, failed);
        }
    }

    private async Task<(RunVerdict Verdict, CopyOutcome? Outcome)> CopyAsync(ActiveRun run, RunAssignment assignment, CancellationToken shutdown)
    {
        CopyOutcome outcome;
        try
        {
            if (destination.Value.FindAccount(assignment.LocalEmail) is not { } target)
            {
                outcome = RunVerdict.Refuse("no destination is configured", CopyFault.Internal);
                return (new RunVerdict(outcome.Done, RunVerdict.ErrorOf(outcome), Pause: null), outcome);
            }

            using var store = checkpoints.ForResource(run.Key.ResourceId);
            var copy = new MailboxCopy(
                assignment.OpenSource(sealer, logins), target, store, SourceProfile.For(assignment.Preset).Rules, assignment.FromDate, Lease: run)
            {
                Selection = assignment.Selection,
            };
            outcome = run.Key.Step == MigrationStep.TestRun
                ? await copier.TestAsync(copy, run.Copying)
                : await copier.CopyAsync(copy, run, run.Copying);
        }
        catch (AddressRefusedException refusal)
        {
            outcome = RunVerdict.Refuse($"{refusal.Message}; it was stored before addresses were checked for that: create a migration with the right one", CopyFault.DestinationAuth);
        }
        catch (SealBrokenException fault)
        {
            keys.Doubt();
            LogSealBroken(fault, assignment.Code);
            return (RunVerdict.Wait("the password can't be opened with the keys of the worker that tried; the run waits for one that has them", assignment.FaultsBefore), null);
        }

        var isStopped = shutdown.IsCancellationRequested || run.Claim is RunClaim.Doubtful or RunClaim.Paused;
        var tried = clock.GetUtcNow() - assignment.StartedAt;
        return (RunVerdict.Of(
            outcome, assignment.FaultsBefore, isStopped, run.Key.Step == MigrationStep.TestRun ? (options.Value.RetryTestsFor - tried, tried) : null), outcome);
    }

    // A run that has come to its end must not be lost for a moment without a database; where the process ends, its last words have little time. A fault of another kind, such as a
    // row that can't be read, may stay: the place is others' then, and the run is taken up again when its claim ends.
    private async Task InsistAsync(ActiveRun run, string code, Func<CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        for (var faults = 0; ;)
        {
            try
            {
                await write(cancellationToken);
                return;
            }
            catch (Exception fault) when (run.Claim != RunClaim.Lost && !cancellationToken.IsCancellationRequested)
            {
                if (!contact.IsLostBy(fault))
                {
                    faults++;
                    if (faults == 1)
                    {
                        LogNotWritten(fault, code, run.Key.Step);
                    }
                    else if (faults == MostFaults)
                    {
                        throw;
                    }
                }

                await Task.Delay(Pause, clock, cancellationToken);
            }
        }
    }

    // In a scope of its own: a run may take hours.
    private async Task<T> SendAsync<T>(IRequest<T> command, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(command, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Resource}: {Step} begins")]
    private partial void LogBegun(string resource, MigrationStep step);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Resource}: `mailbox copy` on this machine can't be kept out of the mailbox: {Problem}")]
    private partial void LogNotAlone(string resource, string problem);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Resource}: {Step} ended with {Fault}; {Copied} messages copied, {Failed} failed")]
    private partial void LogEnded(string resource, MigrationStep step, string fault, long copied, long failed);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Resource}: {Step} stopped with {Fault}, to be taken up again in {Pause}; {Copied} messages copied, {Failed} failed")]
    private partial void LogWaits(string resource, MigrationStep step, string fault, TimeSpan pause, long copied, long failed);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Resource}: {Step} was given up: another worker has taken it up")]
    private partial void LogLost(string resource, MigrationStep step);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Resource}: the password can't be read on this machine; do all machines share the same keys? The run waits")]
    private partial void LogSealBroken(Exception fault, string resource);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Resource}: the end of {Step} could not be written down; tried again")]
    private partial void LogNotWritten(Exception fault, string resource, MigrationStep step);
}
