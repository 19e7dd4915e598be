using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>Finds out which messages a folder shows, on servers too that find fewer than they hold.</summary>
internal static class VisibleMessages
{
    /// <summary>The UIDs of all messages that a folder shows; fewer than it counts (<see cref="ISessionFolder.Count"/>) if it does not show all.</summary>
    /// <param name="connection">To its server.</param>
    /// <param name="folder">Selected.</param>
    /// <param name="isOverdue">Whether a server that shows a few at a time has been waited for long enough.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    public static async Task<UidSet> FindAsync(IMailSession connection, ISessionFolder folder, Func<bool> isOverdue, CancellationToken cancellationToken)
    {
        var count = folder.Count;
        var found = await connection.SearchAsync(folder, UidSet.Between(1, uint.MaxValue), since: null, cancellationToken);
        return found.Count < Math.Min(count, folder.Count)
            ? found.Union(await connection.EnumerateAsync(folder, isOverdue, cancellationToken))
            : found;
    }
}
