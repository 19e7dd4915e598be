using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Hosting.Migrations.Imap.Maildir;

/// <summary>
/// Keeps the numbers of a folder's messages outside of the maildir, in which nothing is written. Of several programs that read the same folder, one
/// at a time has it.
/// </summary>
internal sealed class NumberFile : IDisposable
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private static readonly FileStreamOptions Alone = new()
    {
        Mode = FileMode.OpenOrCreate,
        Access = FileAccess.ReadWrite,
        Share = FileShare.None,
        BufferSize = 1,
        Options = FileOptions.DeleteOnClose,
    };

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly string _path;
    private readonly FileStream _lock;

    private NumberFile(string path, FileStream file) => (_path, _lock) = (path, file);

    /// <summary>Where the numbers of all maildirs are kept: in the user's data folder.</summary>
    public static string DefaultFolder() => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create),
        "hosting-migrations",
        "maildirs");

    /// <summary>Where those of one folder are kept.</summary>
    /// <param name="kept">Where those of all maildirs are.</param>
    /// <param name="root">The maildir, by its real path.</param>
    /// <param name="folder">What the folder is called on disk; empty for INBOX.</param>
    public static string PathOf(string kept, string root, string folder) => Path.Combine(kept, HashOf(root), $"{HashOf(folder)}.uids");

    /// <summary>Takes the file, which need not be there yet.</summary>
    /// <exception cref="IOException">It can't be used, or others have not let go of it for a minute.</exception>
    public static async Task<NumberFile> TakeAsync(string path, CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(path)!;
        _ = OperatingSystem.IsWindows() ? Directory.CreateDirectory(folder) : Directory.CreateDirectory(folder, Owner);
        for (var waited = TimeSpan.Zero; ; waited += Poll)
        {
            try
            {
                return new NumberFile(path, new FileStream(path + ".lock", Alone));
            }
            catch (IOException) when (waited < Patience)
            {
                await Task.Delay(Poll, cancellationToken);
            }
        }
    }

    /// <summary>What was kept; null if nothing was, or nothing that can be read.</summary>
    public Numbers? Read() => UidList.TryRead(_path);

    /// <summary>Keeps numbers. A program that is killed meanwhile leaves what was kept before.</summary>
    /// <exception cref="IOException">They can't be kept.</exception>
    public void Write(Numbers numbers)
    {
        var fresh = _path + ".new";
        using (var file = new FileStream(fresh, FileMode.Create, FileAccess.Write))
        {
            using (var writer = new StreamWriter(file, leaveOpen: true) { NewLine = "\n" })
            {
                writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"3 V{numbers.UidValidity} N{numbers.Next}"));
                foreach (var (name, uid) in numbers.Uids.OrderBy(pair => pair.Value))
                {
                    writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{uid} :{name}"));
                }
            }

            file.Flush(flushToDisk: true);
        }

        File.Move(fresh, _path, overwrite: true);
    }

    public void Dispose() => _lock.Dispose();

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
}
