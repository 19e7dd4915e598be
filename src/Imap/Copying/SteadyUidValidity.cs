using Hosting.Migrations.Imap.Faults;
using Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>
/// Sees that a folder of the source is the one that was listed, and keeps its UIDVALIDITY. Courier makes one up, by its clock, at each STATUS and EXAMINE of a
/// folder that nobody has selected yet: then that is done once, which changes no message.
/// </summary>
/// <param name="folder">The folder.</param>
/// <param name="source">The source.</param>
/// <param name="mailbox">The mailbox.</param>
internal sealed class SteadyUidValidity(FolderCopy folder, IMailSession source, MailboxContext mailbox)
{
    // A server's clock may be off by as much.
    private const long JustNow = 90;

    // Courier counts the seconds from there on, in those of Unix; others from 1970.
    private const long CouriersBegin = 1_000_000_000;

    /// <summary>Looks at the folder before anything is done by its UIDs.</summary>
    /// <param name="from">The folder, selected.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    /// <returns>The folder, selected.</returns>
    /// <exception cref="MailFaultException">It was renamed during the run, and another one has its name.</exception>
    public async Task<ISessionFolder> FindAsync(ISessionFolder from, CancellationToken cancellationToken)
    {
        var told = folder.Source?.UidValidity ?? folder.State.SourceUidValidity;
        var isOther = told != 0 && from.UidValidity != 0 && told != from.UidValidity;
        if (isOther && await HasNewNamesAsync(cancellationToken))
        {
            throw FolderCopy.ReplacedAtSource();
        }

        if (!isOther && !IsOfNow(from.UidValidity))
        {
            return from;
        }

        from = await SelectAsync(from.FullName, cancellationToken);
        if (told != from.UidValidity)
        {
            folder.ForgetTold();
        }

        return from;
    }

    // One that was renamed is under none of the names that were listed when the run began.
    private async Task<bool> HasNewNamesAsync(CancellationToken cancellationToken) =>
        (await source.ListNamesAsync(cancellationToken)).Any(name => !mailbox.Plan.SourceNames.Contains(name));

    private bool IsOfNow(uint uidValidity) =>
        mailbox.Clock.GetUtcNow().ToUnixTimeSeconds() - uidValidity is (>= -JustNow and <= JustNow) or (>= CouriersBegin - JustNow and <= CouriersBegin + JustNow);

    private async Task<ISessionFolder> SelectAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await source.SelectOnceAsync(name, cancellationToken);
        }
        catch (MailFaultException fault) when (!fault.IsTransient)
        {
            return await source.OpenAsync(name, FolderAccess.ReadOnly, cancellationToken);
        }
    }
}
