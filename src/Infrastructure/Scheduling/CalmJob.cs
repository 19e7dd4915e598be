using Microsoft.Extensions.Logging;
using Quartz;

namespace Hosting.Migrations.Infrastructure.Scheduling;

/// <summary>A job whose failures are logged and come again: the tables tell what is left to do, so a scheduler that retries is not needed.</summary>
internal abstract partial class CalmJob(ILogger logger) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        try
        {
            await DoAsync(context, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The process is stopping.
        }
        catch (Exception fault)
        {
            LogFailed(fault, context.JobDetail.Key.ToString());
        }
    }

    protected abstract Task DoAsync(IJobExecutionContext context, CancellationToken cancellationToken);

    [LoggerMessage(Level = LogLevel.Error, Message = "The job {Job} failed; it is tried again")]
    private partial void LogFailed(Exception fault, string job);
}
