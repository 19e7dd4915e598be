using Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>Counts the messages of which STATUS tells, but not the folder itself when it is opened. Some may only have been deleted in between.</summary>
internal static class UnopenedMessages
{
    private const int Looks = 3;

    /// <summary>Counts them. It takes no command as long as the folder has shown as many as were told of.</summary>
    /// <param name="connection">To the folder's server.</param>
    /// <param name="folder">The folder, selected.</param>
    /// <param name="told">How many messages STATUS has told of.</param>
    /// <param name="opened">How many the folder has told of when it was opened.</param>
    /// <param name="access">For what it is opened again.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    /// <returns>How many there are at least, and the folder as it was opened last.</returns>
    public static async Task<(long Fewest, ISessionFolder Folder)> CountAsync(
        IMailSession connection, ISessionFolder folder, long told, long opened, FolderAccess access, CancellationToken cancellationToken)
    {
        var fewest = Math.Max(0, told - opened);
        for (var look = 0; look < Looks && fewest > 0; look++)
        {
            told = await connection.TryAskStateAsync(folder, StateItems.Count, cancellationToken) ? folder.Count : told;
            await connection.CloseAsync(folder, cancellationToken);
            folder = await connection.OpenAsync(folder.FullName, access, cancellationToken);
            fewest = Math.Min(fewest, Math.Max(0, told - folder.Count));
        }

        return (fewest, folder);
    }
}
