namespace Hosting.Migrations.Domain.Migrations;

/// <summary>A worker's claim to a run. While it holds, nobody else takes the run up; a worker that is alive renews it.</summary>
/// <param name="Worker">The name of the worker, different for every process.</param>
/// <param name="Until">When the claim ends unless it is renewed, in UTC.</param>
/// <param name="Mailbox">The key of the mailbox into which the run writes, which no other run may hold meanwhile; null = it writes into none.</param>
public sealed record RunLease(string Worker, DateTimeOffset Until, string? Mailbox = null)
{
    /// <summary>The greatest length of <see cref="Worker"/>, in characters.</summary>
    public const int MaxWorkerLength = 100;

    /// <summary>The greatest length of <see cref="Mailbox"/>, in characters.</summary>
    public const int MaxMailboxLength = 64;
}
