using System.Globalization;
using Hosting.Migrations.Application.Workers.StartExecution;
using MediatR;
using Microsoft.Extensions.Logging;
using Quartz;

namespace Hosting.Migrations.Infrastructure.Scheduling;

/// <summary>Begins the execution of the migration that its name tells.</summary>
[DisallowConcurrentExecution]
internal sealed class ExecutionJob(IMediator mediator, ILogger<ExecutionJob> logger) : CalmJob(logger)
{
    protected override Task DoAsync(IJobExecutionContext context, CancellationToken cancellationToken) =>
        mediator.Send(new StartExecutionCommand(long.Parse(context.JobDetail.Key.Name, CultureInfo.InvariantCulture)), cancellationToken);
}
