using Hosting.Migrations.Application.Migrations;
using MediatR;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Application.Workers.CrashRun;

/// <summary>Takes note that the worker of a run is dead, if it has not shown up in the meantime.</summary>
/// <param name="Run">The run.</param>
public sealed record CrashRunCommand(RunKey Run) : IChangesMigration, IRequest;

internal sealed partial class CrashRunCommandHandler(
    IMigrationRepository migrations, IUnitOfWork unitOfWork, IOptions<WorkerOptions> options, TimeProvider clock, ILogger<CrashRunCommandHandler> logger)
    : AsyncRequestHandler<CrashRunCommand>
{
    protected override async Task Handle(CrashRunCommand request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var migration = await migrations.FindByResourceAsync(request.Run.ResourceId, cancellationToken);
        var resource = migration?.Resources.Single(candidate => candidate.Id == request.Run.ResourceId);
        var run = resource?.FindRun(request.Run.Step);
        if (!(run?.LeaseUntil < now))
        {
            return;
        }

        LogCrashed(resource!.Code, request.Run.Step, run.Worker);
        migration!.CrashRun(resource, options.Value.MaxAttempts, now);
        migration.FinishStepIfOver(now);
        await unitOfWork.SaveChangesAsync(cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Resource}: {Step} has crashed: {Worker} has not shown up in time")]
    private partial void LogCrashed(string resource, Domain.Migrations.MigrationStep step, string? worker);
}
