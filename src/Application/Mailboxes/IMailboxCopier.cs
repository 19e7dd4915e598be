namespace Hosting.Migrations.Application.Mailboxes;

/// <summary>Copies mailboxes.</summary>
public interface IMailboxCopier
{
    /// <summary>
    /// Copies what the destination does not have yet: folders, subscriptions, messages byte for byte, their dates and flags. May be
    /// repeated at any time, after a crash too, and never copies a message twice. Nothing is changed at the source or deleted at the destination.
    /// </summary>
    /// <param name="copy">What to copy.</param>
    /// <param name="progress">Hears of progress, at most once a second, and at the end.</param>
    /// <param name="cancellationToken">Ends the copy within two seconds; what has been copied stays.</param>
    /// <returns>How it ended; a fault of either server is no exception.</returns>
    Task<CopyOutcome> CopyAsync(MailboxCopy copy, IProgress<CopyProgress> progress, CancellationToken cancellationToken);

    /// <summary>Finds out what a copy would do. Nothing is fetched but what the source tells of its messages, and nothing is changed on either side.</summary>
    /// <param name="copy">What would be copied.</param>
    /// <param name="cancellationToken">Ends the rehearsal.</param>
    /// <returns>What was seen, and how it ended; a fault of either server is no exception.</returns>
    Task<RehearsalOutcome> RehearseAsync(MailboxCopy copy, CancellationToken cancellationToken);

    /// <summary>Logs in at the source and at the destination, and reads the source's list of folders, without copying anything.</summary>
    /// <param name="copy">What would be copied.</param>
    /// <param name="cancellationToken">Ends the test.</param>
    Task<CopyOutcome> TestAsync(MailboxCopy copy, CancellationToken cancellationToken);

    /// <summary>Logs in at a source, and does nothing there.</summary>
    /// <param name="source">The mailbox.</param>
    /// <param name="own">The platform's mail server, which is no source.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    Task<CopyOutcome> TryLoginAsync(MailAccount source, MailServer own, CancellationToken cancellationToken);
}
