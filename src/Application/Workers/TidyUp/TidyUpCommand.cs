using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Application.Workers.GiveUpTest;
using MediatR;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Application.Workers.TidyUp;

/// <summary>
/// Makes whole what a worker that died between two calls has left, or a database that was restored: the queue is made again from the migrations.
/// Erases passwords in time, and gives a verdict on what waits for them. One worker at a time does it.
/// </summary>
[NotAudited(NotAuditedAttribute.OfWorkers)]
public sealed record TidyUpCommand : IRequest;

internal sealed class TidyUpCommandHandler(
    EachAlone each,
    IWorkRepository work,
    IWorkQueue queue,
    IRefusedLogins logins,
    IAuditLog log,
    IOptions<WorkerOptions> options,
    IOptions<AuditOptions> auditOptions,
    TimeProvider clock)
    : AsyncRequestHandler<TidyUpCommand>
{
    // What is left over is removed at the next turn: whoever sets a time for the first time may have years behind them.
    private const int EntriesAtOnce = 1000;
    private const int BatchesATurn = 20;

    protected override async Task Handle(TidyUpCommand request, CancellationToken cancellationToken)
    {
        var strays = await work.ListStraysAsync(cancellationToken);
        await each.SendAsync(strays.Select(id => new TidyMigrationCommand(id)), cancellationToken);
        await queue.TidyAsync(cancellationToken);
        await logins.ForgetOldAsync(clock.GetUtcNow() - options.Value.PauseLoginsFor, cancellationToken);

        var endedBefore = clock.GetUtcNow() - options.Value.RetryWithin;
        var forgotten = await work.ListForgottenTestsAsync(endedBefore, cancellationToken);
        await each.SendAsync(forgotten.Select(run => new GiveUpTestCommand(run)), cancellationToken);
        await work.ErasePasswordsAsync(endedBefore, cancellationToken);
        await RemoveOldEntriesAsync(cancellationToken);
    }

    private async Task RemoveOldEntriesAsync(CancellationToken cancellationToken)
    {
        if (auditOptions.Value.KeepFor is { } time)
        {
            var before = clock.GetUtcNow() - time;
            for (var batch = 0; batch < BatchesATurn && await log.RemoveOldAsync(before, EntriesAtOnce, cancellationToken) == EntriesAtOnce; batch++)
            {
                // The next, then.
            }
        }
    }
}
