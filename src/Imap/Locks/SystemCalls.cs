using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Hosting.Migrations.Imap.Locks;

/// <summary>
/// What the runtime offers no way to ask of Unix: to open a file that another user may have made, without following a link to somewhere else and
/// without waiting for the other end of a pipe.
/// </summary>
internal static class SystemCalls
{
    private const int NoSuchFile = 2;
    private const int Interrupted = 4;
    private const int Forbidden = 13;
    private const int FileExists = 17;

    // AT_FDCWD, AT_SYMLINK_NOFOLLOW, STATX_TYPE; what kind of file it is stands in two bytes of what statx tells.
    private const int FromHere = -100;
    private const int WithoutFollowing = 0x100;
    private const uint Kind = 1;
    private const int StateLength = 256;
    private const int ModeAt = 28;
    private const int KindMask = 0xF000;
    private const int RegularFile = 0x8000;

    private const int Shared = 1;
    private const int Exclusive = 2;
    private const int WithoutWaiting = 4;

    private static readonly int HeldElsewhere = OperatingSystem.IsMacOS() ? 35 : 11;

    // O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC; reading only is 0 everywhere.
    private static readonly int Cautiously = OperatingSystem.IsMacOS() ? 0x100 | 0x4 | 0x1000000
        : RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Arm64 or Architecture.Ppc64le ? 0x8000 | 0x800 | 0x80000
        : 0x20000 | 0x800 | 0x80000;

    /// <summary>Opens a file that is there, for reading; a link is not followed.</summary>
    /// <exception cref="FileNotFoundException">It is not there.</exception>
    /// <exception cref="UnauthorizedAccessException">It is another user's.</exception>
    /// <exception cref="IOException">It can't be opened.</exception>
    public static SafeFileHandle Open(string path)
    {
        int descriptor, error;
        do
        {
            descriptor = Open(Terminated(path), Cautiously);
            error = Marshal.GetLastPInvokeError();
        }
        while (descriptor < 0 && error == Interrupted);
        return descriptor >= 0 ? new SafeFileHandle(descriptor, ownsHandle: true)
            : error == NoSuchFile ? throw new FileNotFoundException(message: null, path)
            : error == Forbidden ? throw new UnauthorizedAccessException(Fault(path, error).Message)
            : throw Fault(path, error);
    }

    /// <summary>Whether there is a file with bytes of its own: no folder, link, pipe or device. It is not opened for that.</summary>
    /// <exception cref="UnauthorizedAccessException">It is another user's.</exception>
    /// <exception cref="IOException">It is not told.</exception>
    public static bool IsFile(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            // Pipes and devices have no length.
            return new FileInfo(path) is { Exists: true, LinkTarget: null, Length: > 0 };
        }

        var state = new byte[StateLength];
        if (State(FromHere, Terminated(path), WithoutFollowing, Kind, state) >= 0)
        {
            return (BitConverter.ToUInt16(state, ModeAt) & KindMask) == RegularFile;
        }

        var error = Marshal.GetLastPInvokeError();
        return error == NoSuchFile ? false
            : error == Forbidden ? throw new UnauthorizedAccessException(Fault(path, error).Message)
            : throw Fault(path, error);
    }

    /// <summary>Locks an open file for as long as it is open: against everybody, or only against who wants it against everybody (<c>flock</c>).</summary>
    /// <returns>False while somebody else's lock forbids it.</returns>
    /// <exception cref="IOException">It can't be locked at all.</exception>
    public static bool TryLock(SafeFileHandle file, string path, bool isShared)
    {
        int result, error;
        do
        {
            result = Lock(file, (isShared ? Shared : Exclusive) | WithoutWaiting);
            error = Marshal.GetLastPInvokeError();
        }
        while (result < 0 && error == Interrupted);
        return result >= 0 || (error == HeldElsewhere ? false : throw Fault(path, error));
    }

    /// <summary>Gives a file a second name, unless that is taken (<c>link</c>): the runtime's move looks first and then replaces whatever came in between.</summary>
    /// <returns>False if the name is taken.</returns>
    /// <exception cref="IOException">It can't be given.</exception>
    public static bool TryLink(string path, string name) =>
        Link(Terminated(path), Terminated(name)) >= 0 || (Marshal.GetLastPInvokeError() is var error && error == FileExists ? false : throw Fault(name, error));

    private static byte[] Terminated(string path) => [.. Encoding.UTF8.GetBytes(path), 0];

    private static IOException Fault(string path, int error) => new($"{path}: {Marshal.GetPInvokeErrorMessage(error)}");

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int State(int folder, byte[] path, int flags, uint mask, byte[] state);

    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link(byte[] path, byte[] name);

    [DllImport("libc", EntryPoint = "flock", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Lock(SafeFileHandle file, int operation);
}
