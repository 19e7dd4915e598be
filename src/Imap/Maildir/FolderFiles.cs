using System.IO.Enumeration;

namespace Hosting.Migrations.Imap.Maildir;

/// <summary>Lists the files of a folder on disk, none of which is opened for that.</summary>
internal static class FolderFiles
{
    /// <summary>
    /// Where new mail lies, and where mail that a program has seen. What is moved meanwhile goes from the first to the second, and so is met at least
    /// once.
    /// </summary>
    public static readonly string[] Parts = ["new", "cur"];

    // The system may leave out a file that gets another name while the folder is read.
    private const int MostLooks = 4;

    private static readonly long NoTime = new DateTimeOffset(DateTime.FromFileTimeUtc(0)).ToUnixTimeSeconds();
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);
    private static readonly EnumerationOptions All = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    /// <summary>Lists them.</summary>
    /// <param name="path">The folder.</param>
    /// <returns>The files, by what never changes of their names; when the folder was changed last; whether nothing has changed while they were
    /// listed.</returns>
    /// <exception cref="IOException">The folder can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder is another user's.</exception>
    public static (Dictionary<string, FoundFile> Files, DateTime Changed, bool IsSure) List(string path)
    {
        var all = new Dictionary<string, FoundFile>(StringComparer.Ordinal);
        for (var look = 1; ; look++)
        {
            var (begun, before) = (DateTime.UtcNow, ChangedAt(path));
            var found = Look(path);
            if (ChangedAt(path) == before)
            {
                // What was changed in the same tick of the file system's clock does not show.
                return (found, before, begun - before > Tick);
            }

            foreach (var (name, file) in found)
            {
                all[name] = file;
            }

            if (look == MostLooks)
            {
                return (all, DateTime.MaxValue, false);
            }
        }
    }

    /// <summary>When a file came, went or got another name last.</summary>
    public static DateTime ChangedAt(string path) => Parts.Max(part => Directory.GetLastWriteTimeUtc(Path.Combine(path, part)));

    private static Dictionary<string, FoundFile> Look(string path)
    {
        var files = new Dictionary<string, FoundFile>(StringComparer.Ordinal);
        var there = Parts.Where(part => !IsMissing(Path.Combine(path, part))).ToList();
        if (there.Count == 0)
        {
            throw new DirectoryNotFoundException($"{path} has no cur and no new any more");
        }

        foreach (var part in there)
        {
            var place = Path.Combine(path, part);
            var found = new FileSystemEnumerable<FoundFile>(place, (ref entry) => Read(ref entry, part), All) { ShouldIncludePredicate = IsMessage };
            foreach (var file in found)
            {
                // What has got another name since it was met has no time, and is met again.
                if (file.Modified != NoTime)
                {
                    files[MessageName.KeyOf(file.Name, file.Length)] = file;
                }
            }
        }

        return files;
    }

    private static bool IsMissing(string place)
    {
        try
        {
            return IsLink(File.GetAttributes(place)) ? throw new IOException($"{place} is a link, and links are not followed") : false;
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return true;
        }
    }

    private static bool IsLink(FileAttributes attributes) => (attributes & FileAttributes.ReparsePoint) != 0;

    private static bool IsMessage(ref FileSystemEntry entry) => entry.FileName[0] != '.' && (!entry.IsDirectory || IsLink(entry.Attributes));

    private static FoundFile Read(ref FileSystemEntry entry, string part)
    {
        try
        {
            return new FoundFile(entry.FileName.ToString(), part, entry.LastWriteTimeUtc.ToUnixTimeSeconds(), entry.Length);
        }
        catch (ArgumentOutOfRangeException)
        {
            // Some file systems keep dates that the runtime has no room for.
            return new FoundFile(entry.FileName.ToString(), part, null, entry.Length);
        }
    }
}
