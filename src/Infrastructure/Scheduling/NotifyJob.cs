using Hosting.Migrations.Application.Webhooks.Announce;
using Hosting.Migrations.Application.Webhooks.Deliver;
using MediatR;
using Microsoft.Extensions.Logging;
using Quartz;

namespace Hosting.Migrations.Infrastructure.Scheduling;

/// <summary>Tells webhooks what has happened, one worker at a time.</summary>
[DisallowConcurrentExecution]
internal sealed class NotifyJob(IMediator mediator, ILogger<NotifyJob> logger) : CalmJob(logger)
{
    public static readonly JobKey Key = new("notify", ReconcileJob.Key.Group);

    protected override async Task DoAsync(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        await mediator.Send(new AnnounceEventsCommand(), cancellationToken);
        await mediator.Send(new DeliverWebhooksCommand(), cancellationToken);
    }
}
