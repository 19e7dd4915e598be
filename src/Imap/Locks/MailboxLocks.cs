using Hosting.Migrations.Application.Mailboxes;

namespace Hosting.Migrations.Imap.Locks;

/// <summary>Locks a file for each key of a mailbox. The operating system lets go of it when a process ends, however that happens.</summary>
/// <param name="clock">The time.</param>
/// <param name="folder">Where the files lie; null = there is no place for them, so that nobody can be kept out.</param>
/// <param name="keys">Finds the keys.</param>
internal sealed class MailboxLocks(TimeProvider clock, string? folder, MailboxKeys keys) : IMailboxLocks
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);

    public async Task<MailboxLock> TakeAsync(MailAccount mailbox, Action<string> onWait, CancellationToken cancellationToken)
    {
        var names = await keys.FindAsync(mailbox, cancellationToken);
        var taken = TryTake(names, isShared: false);
        if (taken is null)
        {
            onWait(FindHolder(names));
        }

        while (taken is null)
        {
            await Task.Delay(PollInterval, clock, cancellationToken);
            taken = TryTake(names, isShared: false);
        }

        return taken;
    }

    public async Task<MailboxLock?> TryShareAsync(MailAccount mailbox, CancellationToken cancellationToken) =>
        TryTake(await keys.FindAsync(mailbox, cancellationToken), isShared: true);

    private string FindHolder(IReadOnlyList<LockKey> names)
    {
        using var beside = TryTake(names, isShared: true);
        return beside is null || !names.Any(name => name.IsOfSeveral) ? CopyProgress.MailboxInUse : CopyProgress.MailboxInUseByWorker;
    }

    // All or none: who waits for one file holds no other meanwhile, so that no two wait for each other.
    private MailboxLock? TryTake(IReadOnlyList<LockKey> names, bool isShared)
    {
        if (folder is null)
        {
            return new MailboxLock(held: null, "this machine has no folder that all users may write to, such as /run/lock or /tmp");
        }

        var held = new HeldFiles();
        try
        {
            foreach (var name in names)
            {
                if (LockFile.TryLock(Path.Combine(folder, $"hosting-migrations-{name.Name}.lock"), isShared || name.IsOfSeveral) is not { } file)
                {
                    held.Dispose();
                    return null;
                }

                held.Add(file);
            }

            return new MailboxLock(held);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The others still keep those out that come by them.
            return new MailboxLock(held, fault.Message);
        }
    }
}
