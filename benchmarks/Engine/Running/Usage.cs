namespace Hosting.Migrations.Benchmarks.Engine.Running;

/// <summary>What running some commands took.</summary>
/// <param name="Seconds">From the start of the first to the end of the last.</param>
/// <param name="CpuSeconds">Of the tools, without the servers.</param>
/// <param name="PeakMegabytes">The most memory that was resident at once.</param>
/// <param name="IsStopped">Whether they were killed when their time was up.</param>
/// <param name="Problem">The first exit code that was not 0; null = none.</param>
internal sealed record Usage(double Seconds, double CpuSeconds, double PeakMegabytes, bool IsStopped, string? Problem);
