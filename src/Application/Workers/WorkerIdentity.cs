namespace Hosting.Migrations.Application.Workers;

/// <summary>The name of this process among all that work on the same database.</summary>
public sealed class WorkerIdentity
{
    /// <summary>The greatest length of <see cref="Name"/>, in characters.</summary>
    public const int MaxLength = 100;

    private const int MaxMachineLength = 60;

    /// <summary>Machine, process and a random part: process ids come again.</summary>
    public string Name { get; } = $"{Machine()}-{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..8]}";

    /// <summary>The name under which this process puts the runs of dead workers in order: apart from its own, since it may claim one of these in the meantime.</summary>
    public string Repair => $"{Name}-repair";

    private static string Machine() => Environment.MachineName[..Math.Min(Environment.MachineName.Length, MaxMachineLength)];
}
