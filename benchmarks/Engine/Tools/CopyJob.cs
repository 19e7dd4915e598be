namespace Hosting.Migrations.Benchmarks.Engine.Tools;

/// <summary>One mailbox for one tool to copy.</summary>
/// <param name="State">A folder of its own, for the tool's configuration and for what it remembers.</param>
internal sealed record CopyJob(MailboxAddress Source, MailboxAddress Destination, string State);
