using System.Collections.Frozen;

namespace Hosting.Migrations.Benchmarks.List.Runner.Setup;

/// <summary>Builds what is measured.</summary>
internal sealed class Builds(Workspace workspace)
{
    public string Service => Path.Combine(workspace.Temporary, "service");

    public string Limit => Path.Combine(workspace.Temporary, "limit");

    public string Fastify => Path.Combine(workspace.Repository, "benchmarks", "List", "fastify");

    public Task PublishServiceAsync(CancellationToken cancellationToken) => workspace.PublishAsync("src/Api", Service, cancellationToken);

    public async Task BuildPeersAsync(CancellationToken cancellationToken)
    {
        await workspace.PublishAsync("benchmarks/List/Limit", Limit, cancellationToken);
        if (!Directory.Exists(Path.Combine(Fastify, "node_modules")))
        {
            await Programs.RunAsync(Fastify, FrozenDictionary<string, string>.Empty, cancellationToken, "npm", "ci", "--no-audit", "--no-fund");
        }
    }
}
