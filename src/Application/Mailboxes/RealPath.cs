namespace Hosting.Migrations.Application.Mailboxes;

/// <summary>One name for a folder of this machine, whatever links lead to it.</summary>
public static class RealPath
{
    private const int MostLinks = 40;

    /// <summary>The full path without links. Of what is not there, the path stays as it is.</summary>
    /// <param name="path">A path.</param>
    public static string Of(string path)
    {
        var full = Path.GetFullPath(path);
        var real = Path.GetPathRoot(full)!;
        var rest = new Stack<string>(PartsOf(full[real.Length..]));
        for (var links = 0; rest.TryPop(out var part);)
        {
            if (part is "." or "..")
            {
                real = part == "." ? real : Path.GetDirectoryName(real) ?? real;
                continue;
            }

            var place = Path.Combine(real, part);
            if (LinkOf(place) is not { } target)
            {
                real = place;
                continue;
            }

            // A circle of links leads nowhere.
            if (++links > MostLinks)
            {
                return full;
            }

            real = Path.IsPathRooted(target) ? Path.GetPathRoot(target)! : real;
            foreach (var next in PartsOf(Path.IsPathRooted(target) ? target[real.Length..] : target))
            {
                rest.Push(next);
            }
        }

        return real;
    }

    // The last one first, as a stack takes them.
    private static IEnumerable<string> PartsOf(string path) =>
        path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries).Reverse();

    private static string? LinkOf(string place)
    {
        try
        {
            return new FileInfo(place).LinkTarget;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
