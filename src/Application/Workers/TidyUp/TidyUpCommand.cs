using Hosting.Migrations.Application.Workers.GiveUpTest;
using MediatR;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Application.Workers.TidyUp;

/// <summary>
/// Makes whole what a worker that died between two calls has left, or a database that was restored: the queue is made again from the migrations.
/// Erases passwords in time, and gives a verdict on what waits for them. One worker at a time does it.
/// </summary>
public sealed record TidyUpCommand : IRequest;

internal sealed class TidyUpCommandHandler(EachAlone each, IWorkRepository work, IWorkQueue queue, IRefusedLogins logins, IOptions<WorkerOptions> options, TimeProvider clock)
    : AsyncRequestHandler<TidyUpCommand>
{
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
    }
}
