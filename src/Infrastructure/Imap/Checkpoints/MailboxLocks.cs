using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Mailboxes;

namespace Hosting.Migrations.Infrastructure.Imap.Checkpoints;

/// <summary>Locks a file for each mailbox, in the user's data folder. The operating system lets go of it when a process ends, however that happens.</summary>
/// <param name="clock">The time.</param>
internal sealed class MailboxLocks(TimeProvider clock) : IMailboxLocks
{
    private const UnixFileMode OwnerAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // EWOULDBLOCK of Linux and of macOS, and Windows' sharing violation: all that the runtime tells of a lock that somebody else holds.
    private static readonly int[] TakenCodes = [11, 35, unchecked((int)0x80070020)];

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);

    public async Task<IDisposable> TakeAsync(string key, Action onWait, CancellationToken cancellationToken)
    {
        var path = Path.Combine(PrepareFolder(), $"{key}.lock");
        var taken = TryTake(path);
        if (taken is null)
        {
            onWait();
        }

        while (taken is null)
        {
            await Task.Delay(PollInterval, clock, cancellationToken);
            taken = TryTake(path);
        }

        return taken;
    }

    private static string PrepareFolder()
    {
        var data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create);
        if (data.Length == 0)
        {
            throw Invalid("this user has no data folder; set HOME or XDG_DATA_HOME");
        }

        var folder = Path.Combine(data, "hosting-migrations", "locks");
        try
        {
            return (OperatingSystem.IsWindows() ? Directory.CreateDirectory(folder) : Directory.CreateDirectory(folder, OwnerAlone | UnixFileMode.UserExecute)).FullName;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Invalid(fault.Message);
        }
    }

    // The file stays: one that is deleted while another process opens it could be locked by two.
    private static FileStream? TryTake(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerAlone;
        }

        try
        {
            return new FileStream(path, options);
        }
        catch (IOException fault) when (TakenCodes.Contains(fault.HResult))
        {
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Invalid(fault.Message);
        }
    }

    private static RequestInvalidException Invalid(string problem) => new([new FieldError("destination", $"can't be locked against other copies: {problem}")]);
}
