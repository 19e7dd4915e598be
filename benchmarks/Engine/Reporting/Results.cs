using Hosting.Migrations.Benchmarks.Engine.Running;

namespace Hosting.Migrations.Benchmarks.Engine.Reporting;

/// <summary>All that a run found out.</summary>
/// <param name="Plan">How much was measured.</param>
/// <param name="Tools">The tools and their versions.</param>
/// <param name="Measurements">What each run took.</param>
/// <param name="Kills">What was to do after each kill.</param>
internal sealed record Results(Plan Plan, IReadOnlyList<(string Tool, string Version)> Tools, Measurements Measurements, IReadOnlyList<Kill> Kills);
