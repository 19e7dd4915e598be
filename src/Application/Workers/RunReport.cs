using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Workers;

/// <summary>What a worker writes down about a run again and again.</summary>
/// <param name="Run">The run.</param>
/// <param name="Progress">What has been done so far.</param>
/// <param name="BytesPerSecond">Bytes copied a second, over the last seconds.</param>
/// <param name="WaitsFor">What the run waits for at a server; null while it works.</param>
public sealed record RunReport(RunKey Run, RunProgress Progress, long BytesPerSecond, string? WaitsFor);
