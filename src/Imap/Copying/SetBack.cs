using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Imap.Faults;
using Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>
/// Tells folders that were restored from a backup, or made anew on a server whose UIDVALIDITY is always the same: UIDNEXT has gone down, which
/// it never does when messages are deleted (RFC 3501, section 2.3.1.1). UIDs that were given before may belong to other messages now.
/// </summary>
internal static class SetBack
{
    /// <summary>Whether a folder was set back. Some servers tell a UIDNEXT that is always the same: one at or below the messages that there are proves nothing.</summary>
    /// <param name="connection">To its server.</param>
    /// <param name="folder">The folder, selected.</param>
    /// <param name="noted">A bound above all its UIDs, as it was noted before; 0 = none was.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    public static async Task<bool> IsSetBackAsync(IMailSession connection, ISessionFolder folder, ulong noted, CancellationToken cancellationToken) =>
        folder.UidNext is { } next && IsBelow(next, folder.Count, noted)
        && (await connection.SearchAsync(folder, UidSet.Between(next, uint.MaxValue), since: null, cancellationToken)).Except(UidSet.Between(0, next - 1)).IsEmpty;

    /// <summary>What is still true of a folder's checkpoint at the destination: nothing, if it was set back there.</summary>
    /// <param name="checkpoint">What earlier runs have done; null = nothing.</param>
    /// <param name="listed">The folder as the destination lists it; null if it does not exist.</param>
    /// <param name="destination">The destination.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    public static async Task<FolderCheckpoint?> CheckAsync(FolderCheckpoint? checkpoint, FolderListing? listed, IMailSession destination, CancellationToken cancellationToken)
    {
        if (checkpoint is null || listed?.Status is not { } status || status.UidValidity != checkpoint.DestinationUidValidity)
        {
            return checkpoint;
        }

        var noted = checkpoint.DestinationBound;
        if (!IsBelow(status.UidNext, status.Messages, noted))
        {
            return checkpoint;
        }

        try
        {
            var there = await destination.OpenAnewAsync(listed.Name, cancellationToken);
            return await IsSetBackAsync(destination, there, noted, cancellationToken) ? checkpoint with { DestinationUidValidity = 0 } : checkpoint;
        }
        catch (MailFaultException fault) when (!fault.IsTransient && (fault.BreaksOfFolder is not null || fault.Fault is CopyFault.DestinationRefused or CopyFault.DestinationPermission or CopyFault.DestinationProtocol))
        {
            // The folder's own work reports it.
            return checkpoint;
        }
    }

    private static bool IsBelow(uint next, int messages, ulong noted) => next > messages && next < noted;
}
