using Hosting.Migrations.Benchmarks.Engine.Running;

namespace Hosting.Migrations.Benchmarks.Engine.Cases;

/// <summary>Something to do with mailboxes.</summary>
internal abstract class Case(Bench bench)
{
    /// <summary>The name for <c>--only</c>.</summary>
    public abstract string Name { get; }

    protected Bench Bench => bench;

    /// <summary>Fills the source's mailboxes, once.</summary>
    public abstract Task SeedAsync();

    /// <summary>Runs all tools that it is for once.</summary>
    public abstract Task RunAsync();
}
