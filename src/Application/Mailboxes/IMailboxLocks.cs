namespace Hosting.Migrations.Application.Mailboxes;

/// <summary>
/// Keeps copies into one mailbox apart on this machine, whatever programs and users they belong to: a copy by hand writes alone, runs of workers beside
/// each other, since the database tells which of them may. A mailbox is known by its key (<see cref="MailboxKey"/>), and by that at each address of its server,
/// since a server may have several names. A program that dies lets go.
/// </summary>
public interface IMailboxLocks
{
    /// <summary>Takes a mailbox for a copy by hand as soon as nobody else has it.</summary>
    /// <param name="mailbox">The mailbox.</param>
    /// <param name="onWait">Called once if somebody else has it, with what <see cref="CopyProgress.Waiting"/> says of it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<MailboxLock> TakeAsync(MailAccount mailbox, Action<string> onWait, CancellationToken cancellationToken);

    /// <summary>Takes a mailbox for a worker's run, which does not wait.</summary>
    /// <param name="mailbox">The mailbox.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null while a copy by hand has it.</returns>
    Task<MailboxLock?> TryShareAsync(MailAccount mailbox, CancellationToken cancellationToken);
}
