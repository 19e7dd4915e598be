namespace Hosting.Migrations.Benchmarks.Engine.Running;

/// <summary>A copy that was killed, and run again to its end.</summary>
/// <param name="AfterSeconds">When it was killed.</param>
/// <param name="MessagesAgain">How many messages more than the mailbox has were sent to the destination in all, as a share of them.</param>
/// <param name="BytesAgain">How many bytes more than the mailbox has were sent, commands included, as a share of them.</param>
/// <param name="Verdict">What the verifier found after the second run.</param>
internal sealed record Kill(double AfterSeconds, double MessagesAgain, double BytesAgain, string Verdict);
