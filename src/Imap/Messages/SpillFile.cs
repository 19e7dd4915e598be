using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Imap.Faults;

namespace Hosting.Migrations.Imap.Messages;

/// <summary>Opens temporary files for messages that are too large for memory.</summary>
internal static class SpillFile
{
    private const int BufferSize = 64 * 1024;

    /// <summary>Opens a new file, which is deleted when it is closed.</summary>
    /// <exception cref="MailFaultException">The disk is full, or not to be written to.</exception>
    public static FileStream Open()
    {
        try
        {
            var path = Path.Combine(Path.GetTempPath(), $"hosting-migrations-{Guid.NewGuid():N}.tmp");
            var options = new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Share = FileShare.Delete,
                BufferSize = BufferSize,
                Options = FileOptions.DeleteOnClose | FileOptions.SequentialScan,
            };
            if (OperatingSystem.IsWindows())
            {
                return new FileStream(path, options);
            }

            // Someone else's mail is not left behind, even if the process is killed: without a name the file ends with the process.
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            var file = new FileStream(path, options);
            File.Delete(path);
            return file;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Full(fault);
        }
    }

    /// <summary>Whether the disk is at fault. The runtime calls a file that may not grow any further a wrong argument.</summary>
    public static bool IsOfDisk(Exception fault) => fault is IOException or ArgumentOutOfRangeException;

    /// <summary>What it means that a temporary file can't be used: no mail server has to do with that.</summary>
    public static MailFaultException Full(Exception fault) => new(
        CopyFault.Internal,
        $"this machine could not keep a large message in a temporary file in {Path.GetTempPath()} (is the disk full?): {fault.Message}",
        isTransient: true,
        fault);
}
