using System.Collections.Frozen;

namespace Hosting.Migrations.Benchmarks.Common;

public static class Publishing
{
    /// <summary>Publishes a project of the repository in Release, compiled ahead where the project asks for that.</summary>
    // Build servers would stay behind, and take memory and time from what is measured.
    public static Task PublishAsync(this Workspace workspace, string project, string folder, CancellationToken cancellationToken) =>
        Programs.RunAsync(
            workspace.Repository,
            FrozenDictionary<string, string>.Empty,
            cancellationToken,
            "dotnet", "publish", project, "--configuration", "Release", "--use-current-runtime", "--output", folder, "-nodeReuse:false", "-p:UseSharedCompilation=false");
}
