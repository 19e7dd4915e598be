namespace Hosting.Migrations.Benchmarks.Engine.Running;

/// <summary>A copy that was killed, and run again to its end.</summary>
/// <param name="AfterSeconds">When it was killed.</param>
/// <param name="SentAgain">How much more than the mailbox the destination received in all, as a share of the mailbox.</param>
/// <param name="Verdict">What the verifier found after the second run.</param>
internal sealed record Kill(double AfterSeconds, double SentAgain, string Verdict);
