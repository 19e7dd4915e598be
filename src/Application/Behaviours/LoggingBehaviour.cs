using MediatR;
using Microsoft.Extensions.Logging;

namespace Hosting.Migrations.Application.Behaviours;

/// <summary>Logs a request's name and duration, never its payload: requests carry passwords.</summary>
internal sealed partial class LoggingBehaviour<TRequest, TResponse>(
    ILogger<LoggingBehaviour<TRequest, TResponse>> logger, TimeProvider clock)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var started = clock.GetTimestamp();
        try
        {
            return await next();
        }
        finally
        {
            var elapsed = clock.GetElapsedTime(started);
            LogHandled(typeof(TRequest).Name, elapsed);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Handled {Request} in {Elapsed}")]
    private partial void LogHandled(string request, TimeSpan elapsed);
}
