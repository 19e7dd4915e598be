using System.Collections.Frozen;

namespace Hosting.Migrations.Benchmarks.Engine.Tools;

/// <summary>A command line and what its environment has beside ours.</summary>
internal sealed record ToolCommand(params IReadOnlyList<string> Words)
{
    public IReadOnlyDictionary<string, string> Environment { get; init; } = FrozenDictionary<string, string>.Empty;
}
