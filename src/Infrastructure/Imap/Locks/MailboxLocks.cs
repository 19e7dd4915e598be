using Hosting.Migrations.Application.Mailboxes;

namespace Hosting.Migrations.Infrastructure.Imap.Locks;

/// <summary>Locks a file for each mailbox. The operating system lets go of it when a process ends, however that happens.</summary>
/// <param name="clock">The time.</param>
/// <param name="folder">Where the files lie; null = there is no place for them, so that nobody can be kept out.</param>
internal sealed class MailboxLocks(TimeProvider clock, string? folder) : IMailboxLocks
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);

    public async Task<MailboxLock> TakeAsync(string key, Action<string> onWait, CancellationToken cancellationToken)
    {
        var taken = TryTake(key, isShared: false);
        if (taken is null)
        {
            onWait(FindHolder(key));
        }

        while (taken is null)
        {
            await Task.Delay(PollInterval, clock, cancellationToken);
            taken = TryTake(key, isShared: false);
        }

        return taken;
    }

    public MailboxLock? TryShare(string key) => TryTake(key, isShared: true);

    private string FindHolder(string key)
    {
        using var beside = TryShare(key);
        return beside is null ? CopyProgress.MailboxInUse : CopyProgress.MailboxInUseByWorker;
    }

    private MailboxLock? TryTake(string key, bool isShared)
    {
        if (folder is null)
        {
            return new MailboxLock(held: null, "this machine has no folder that all users may write to, such as /run/lock or /tmp");
        }

        try
        {
            return LockFile.TryLock(Path.Combine(folder, $"hosting-migrations-{key}.lock"), isShared) is { } file ? new MailboxLock(file) : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new MailboxLock(held: null, fault.Message);
        }
    }
}
