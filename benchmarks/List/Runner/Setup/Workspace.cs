namespace Hosting.Migrations.Benchmarks.List.Runner.Setup;

/// <summary>The repository, and a temporary folder for all that a run makes.</summary>
internal sealed class Workspace : IDisposable
{
    private const string Solution = "Hosting.Migrations.sln";

    public string Repository { get; } = FindRepository(AppContext.BaseDirectory);

    public string Temporary { get; } = Directory.CreateTempSubdirectory("list-benchmark-").FullName;

    /// <summary>Where a server's output goes.</summary>
    /// <param name="name">The server's name.</param>
    public string LogOf(string name) => Path.Combine(Temporary, $"{name}.log");

    public void Dispose() => Directory.Delete(Temporary, recursive: true);

    private static string FindRepository(string folder) =>
        File.Exists(Path.Combine(folder, Solution))
            ? folder
            : FindRepository(Path.GetDirectoryName(folder) ?? throw new BenchmarkException($"No {Solution} above {AppContext.BaseDirectory}."));
}
