using Hosting.Migrations.Application.Workers.Reconcile;
using MediatR;
using Microsoft.Extensions.Logging;
using Quartz;

namespace Hosting.Migrations.Infrastructure.Scheduling;

/// <summary>Holds the calendar against the database, one worker at a time.</summary>
[DisallowConcurrentExecution]
internal sealed class ReconcileJob(IMediator mediator, ILogger<ReconcileJob> logger) : CalmJob(logger)
{
    public static readonly JobKey Key = new("reconcile", "housekeeping");

    protected override Task DoAsync(IJobExecutionContext context, CancellationToken cancellationToken) =>
        mediator.Send(new ReconcileCommand(), cancellationToken);
}
