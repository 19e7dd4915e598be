using Hosting.Migrations.Application.Workers;
using Hosting.Migrations.Application.Workers.RunMailbox;
using MediatR;
using Microsoft.Extensions.Logging;
using Quartz;

namespace Hosting.Migrations.Infrastructure.Scheduling;

/// <summary>Does the run that its name tells.</summary>
[DisallowConcurrentExecution]
internal sealed class MailboxRunJob(IMediator mediator, IWorkCalendar calendar, ILogger<MailboxRunJob> logger) : CalmJob(logger)
{
    protected override async Task DoAsync(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        // A run that could not begin is looked at again at the next turn; woken for it, workers would turn in circles while its mailbox is in use.
        if (await mediator.Send(new RunMailboxCommand(RunName.Parse(context.JobDetail.Key.Name)), cancellationToken))
        {
            await calendar.WakeAsync(CancellationToken.None);
        }
    }
}
