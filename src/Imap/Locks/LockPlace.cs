namespace Hosting.Migrations.Imap.Locks;

/// <summary>The one folder for locks that all users and programs of this machine find: no variable of the environment has a say in it.</summary>
internal static class LockPlace
{
    // A file in there is its owner's: nobody else can take it away or rename it.
    private const UnixFileMode ForAll = UnixFileMode.StickyBit | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    // Some systems reserve the first for the administrator; services may have a /tmp of their own.
    private static readonly string[] Folders = ["/run/lock", "/dev/shm", "/tmp"];

    /// <summary>The first folder that every user may write to, by its mode, so that all come to the same; null if there is none.</summary>
    public static string? Find() => OperatingSystem.IsWindows() ? PrepareForWindows() : Array.Find(Folders, IsForAll);

    private static bool IsForAll(string folder) =>
        !OperatingSystem.IsWindows() && Directory.Exists(folder) && (File.GetUnixFileMode(folder) & ForAll) == ForAll;

    private static string? PrepareForWindows()
    {
        try
        {
            return Directory.CreateDirectory(
                Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData), "hosting-migrations", "locks")).FullName;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
