using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hosting.Migrations.Application.Workers;

/// <summary>Sends commands one after the other, each in a scope of its own: one that fails costs itself, and shows.</summary>
internal sealed partial class EachAlone(IServiceScopeFactory scopes, ILogger<EachAlone> logger)
{
    public async Task SendAsync(IEnumerable<IRequest> commands, CancellationToken cancellationToken)
    {
        foreach (var command in commands)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<IMediator>().Send(command, cancellationToken);
            }
            catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
            {
                LogFailed(fault, command);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Command} failed; it is tried again with the next turn, and all others go on")]
    private partial void LogFailed(Exception fault, IRequest command);
}
