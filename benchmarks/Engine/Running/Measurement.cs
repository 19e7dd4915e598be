namespace Hosting.Migrations.Benchmarks.Engine.Running;

/// <summary>One run of one tool.</summary>
/// <param name="Row">What was done.</param>
/// <param name="Tool">Who did it.</param>
/// <param name="Round">In which round.</param>
/// <param name="Usage">What it took.</param>
/// <param name="Verdict">What the verifier found, in a few words.</param>
internal sealed record Measurement(string Row, string Tool, int Round, Usage Usage, string Verdict);
