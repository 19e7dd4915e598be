namespace Hosting.Migrations.Benchmarks.Common;

/// <summary>The repository, and a temporary folder for all that a run makes.</summary>
public sealed class Workspace(string prefix) : IDisposable
{
    private const string Solution = "Hosting.Migrations.sln";

    public string Repository { get; } = FindRepository(AppContext.BaseDirectory);

    public string Temporary { get; } = Directory.CreateTempSubdirectory(prefix).FullName;

    /// <summary>Where a program's output goes.</summary>
    /// <param name="name">The program's name.</param>
    public string LogOf(string name) => Path.Combine(Temporary, $"{name}.log");

    public void Dispose() => Directory.Delete(Temporary, recursive: true);

    private static string FindRepository(string folder) =>
        File.Exists(Path.Combine(folder, Solution))
            ? folder
            : FindRepository(Path.GetDirectoryName(folder) ?? throw new BenchmarkException($"No {Solution} above {AppContext.BaseDirectory}."));
}
