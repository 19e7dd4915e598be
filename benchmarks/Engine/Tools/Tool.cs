namespace Hosting.Migrations.Benchmarks.Engine.Tools;

/// <summary>A program that copies mailboxes.</summary>
internal abstract class Tool
{
    /// <summary>How reports and accounts call it.</summary>
    public abstract string Name { get; }

    /// <summary>The program to look for.</summary>
    public abstract string Program { get; }

    /// <summary>The command that prints its version; empty = its version says nothing.</summary>
    public virtual IReadOnlyList<string> VersionCommand => [Program, "--version"];

    /// <summary>Writes what the tool wants to find in the state folder, and says how to run it.</summary>
    public abstract ToolCommand Prepare(CopyJob job);

    /// <summary>The same for several mailboxes at once.</summary>
    public virtual IReadOnlyList<ToolCommand> PrepareAll(IReadOnlyCollection<CopyJob> jobs, int atOnce) => [.. jobs.Select(Prepare)];

    protected static string WriteConfiguration(CopyJob job, string text)
    {
        var file = Path.Combine(job.State, "configuration");
        File.WriteAllText(file, text);
        return file;
    }
}
