using Microsoft.Extensions.Logging;

namespace Hosting.Migrations.Application.Workers;

/// <summary>
/// Has the queue follow a change that is stored. Where that fails, the change counts all the same, and so the client is told: the queue's repair
/// (<see cref="TidyUp.TidyUpCommand"/>) does the rest.
/// </summary>
public sealed partial class QueueAfterwards(IWorkQueue queue, ILogger<QueueAfterwards> logger)
{
    /// <summary>Does what follows for the queue.</summary>
    /// <param name="migrationCode">The code of the migration that was changed.</param>
    /// <param name="follow">What is done. Nothing calls it off: the client may be gone, but its change is there.</param>
    public async Task FollowAsync(string migrationCode, Func<IWorkQueue, Task> follow)
    {
        try
        {
            await follow(queue);
        }
        catch (Exception fault)
        {
            LogLeft(fault, migrationCode);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Migration}: a change is stored, but the queue could not follow it at once; its repair will")]
    private partial void LogLeft(Exception fault, string migration);
}
