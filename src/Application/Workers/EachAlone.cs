using System.Collections.Concurrent;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hosting.Migrations.Application.Workers;

/// <summary>Sends commands one after the other, each in a scope of its own: one that fails costs itself, and shows.</summary>
internal sealed partial class EachAlone(IServiceScopeFactory scopes, DatabaseContact contact, TimeProvider clock, ILogger<EachAlone> logger)
{
    // Beyond so many they are told as often as they fail.
    private const int MostComplaints = 1000;

    private readonly ConcurrentDictionary<IRequest, OnceAMinute> _complaints = new();

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
                if (!contact.Explains(fault) && IsDue(command))
                {
                    LogFailed(fault, command);
                }
            }
        }
    }

    private bool IsDue(IRequest command)
    {
        if (_complaints.Count >= MostComplaints)
        {
            _complaints.Clear();
        }

        return _complaints.GetOrAdd(command, _ => new OnceAMinute(clock)).IsDue();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Command} failed; it is tried again with the next turn, and all others go on")]
    private partial void LogFailed(Exception fault, IRequest command);
}
