namespace Hosting.Migrations.Cli;

/// <summary>Reads files that hold secrets.</summary>
internal static class PrivateFile
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>Reads the lines of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="secret">What it holds, such as <c>passwords</c>.</param>
    /// <exception cref="FormatException">Others than its owner can read it.</exception>
    public static string[] ReadLines(string path, string secret) => OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Others) == 0
        ? File.ReadAllLines(path)
        : throw new FormatException($"{path} holds {secret} and must be its owner's alone (chmod 600)");
}
