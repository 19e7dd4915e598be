namespace Hosting.Migrations.Infrastructure.Imap.Wire;

/// <summary>A server said what IMAP does not allow, or more than anybody asked for: its connection is of no more use.</summary>
/// <param name="reason">What it did, as the rest of a sentence that begins with the server.</param>
internal sealed class WireException(string reason) : Exception(reason);
