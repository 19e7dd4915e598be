using System.Diagnostics;
using Hosting.Migrations.Benchmarks.List.Runner.Setup;

namespace Hosting.Migrations.Benchmarks.List.Runner.Servers;

/// <summary>A running server.</summary>
internal sealed class Server(ServerKind kind, SampleDatabase database, int port, Process process) : IDisposable
{
    public ServerKind Kind => kind;

    public SampleDatabase Database => database;

    public int ProcessId => process.Id;

    public Uri Url { get; } = new($"http://127.0.0.1:{port}/api/migrations");

    public string Title => $"{kind.Name()} at {database.Size.Name}";

    /// <summary>How many requests the load has sent to it.</summary>
    public long Answered { get; set; }

    public bool HasEnded => process.HasExited;

    public void Dispose()
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
    }
}
