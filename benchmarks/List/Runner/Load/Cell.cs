using Hosting.Migrations.Benchmarks.List.Runner.Servers;

namespace Hosting.Migrations.Benchmarks.List.Runner.Load;

/// <summary>What is measured once a round.</summary>
/// <param name="Server">The server under load.</param>
/// <param name="Case">What it is asked.</param>
/// <param name="Connections">How many ask at the same time.</param>
/// <param name="Seconds">For how long.</param>
internal sealed record Cell(Server Server, Case Case, int Connections, int Seconds)
{
    public const int One = 1;
    public const int Many = 32;
}
