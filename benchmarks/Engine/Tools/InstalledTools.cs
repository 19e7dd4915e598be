using System.Collections.Frozen;
using System.ComponentModel;

namespace Hosting.Migrations.Benchmarks.Engine.Tools;

/// <summary>Finds out which tools there are.</summary>
internal static class InstalledTools
{
    /// <summary>Whether a tool's program can be started.</summary>
    public static bool IsInstalled(Tool tool) => Programs.SearchPath().Prepend("/").Any(folder => File.Exists(Path.Combine(folder, tool.Program)));

    /// <summary>What the tool says of its version.</summary>
    public static async Task<string> ReadVersionAsync(Tool tool, CancellationToken cancellationToken)
    {
        if (tool.VersionCommand is [])
        {
            return string.Empty;
        }

        try
        {
            var output = await Programs.RunAsync("/", FrozenDictionary<string, string>.Empty, cancellationToken, tool.VersionCommand);
            return output.Trim().Split('\n')[0].Split(' ').First(word => word.Any(char.IsDigit));
        }
        catch (Exception fault) when (fault is BenchmarkException or Win32Exception or InvalidOperationException)
        {
            return "of an unknown version";
        }
    }
}
