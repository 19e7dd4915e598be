namespace Hosting.Migrations.Application.Mailboxes;

/// <summary>Lets one copy at a time write into a mailbox, over all programs that a user runs on this machine.</summary>
public interface IMailboxLocks
{
    /// <summary>Takes the lock on a mailbox as soon as nobody else holds it. A program that dies lets go.</summary>
    /// <param name="key">The mailbox (<see cref="MailboxKey"/>).</param>
    /// <param name="onWait">Called once if somebody else holds it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The lock; to be disposed when the copy is over.</returns>
    /// <exception cref="Errors.RequestInvalidException">There is no place where it could be kept.</exception>
    Task<IDisposable> TakeAsync(string key, Action onWait, CancellationToken cancellationToken);
}
