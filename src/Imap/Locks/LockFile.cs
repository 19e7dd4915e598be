using Microsoft.Win32.SafeHandles;

namespace Hosting.Migrations.Imap.Locks;

/// <summary>
/// An empty file that any user of this machine can lock. It stays: one that is taken away while another program opens it could be locked by two.
/// Nothing is ever written into it, and nobody is led from it to another file.
/// </summary>
internal static class LockFile
{
    private const int MaxAttempts = 10;

    private const UnixFileMode ForAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    // Windows' sharing violation: all that the runtime tells of a file that somebody else has open.
    private const int OpenElsewhere = unchecked((int)0x80070020);

    /// <summary>Locks the file, which is made if it is not there, until what is returned is disposed of.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isShared">Whether others may share it.</param>
    /// <returns>Null while somebody else's lock forbids it.</returns>
    /// <exception cref="IOException">It can't be locked.</exception>
    /// <exception cref="UnauthorizedAccessException">It can't be locked.</exception>
    public static SafeFileHandle? TryLock(string path, bool isShared)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            try
            {
                var file = OperatingSystem.IsWindows() ? TryLockOnWindows(path, isShared) : TryLockOnUnix(path, isShared);
                if (file is null || IsStillThere(file, path))
                {
                    return file;
                }

                file.Dispose();
            }
            catch (FileNotFoundException)
            {
                Create(path);
            }
        }

        throw new IOException($"{path} is taken away again and again");
    }

    private static SafeFileHandle? TryLockOnUnix(string path, bool isShared)
    {
        var file = SystemCalls.Open(path);
        try
        {
            if (SystemCalls.TryLock(file, path, isShared))
            {
                return file;
            }
        }
        catch
        {
            file.Dispose();
            throw;
        }

        file.Dispose();
        return null;
    }

    private static SafeFileHandle? TryLockOnWindows(string path, bool isShared)
    {
        try
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, isShared ? FileShare.Read : FileShare.None);
        }
        catch (IOException fault) when (fault.HResult == OpenElsewhere)
        {
            return null;
        }
    }

    // What tidies up old files leaves those alone that are locked, but may have come between opening and locking.
    private static bool IsStillThere(SafeFileHandle file, string path) => File.GetLastWriteTimeUtc(file) == File.GetLastWriteTimeUtc(path);

    // It gets its name when it has its mode, so that nobody finds one that can't be opened. Who comes second finds the first one's.
    private static void Create(string path)
    {
        var fresh = $"{path}-{Guid.NewGuid():N}";
        using (var file = File.OpenHandle(fresh, FileMode.CreateNew, FileAccess.Write))
        {
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(file, ForAll);
            }
        }

        try
        {
            if (OperatingSystem.IsWindows())
            {
                MoveOnWindows(fresh, path);
            }
            else
            {
                SystemCalls.TryLink(fresh, path);
            }
        }
        finally
        {
            File.Delete(fresh);
        }
    }

    private static void MoveOnWindows(string fresh, string path)
    {
        try
        {
            File.Move(fresh, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
        }
    }
}
