namespace Hosting.Migrations.Imap.Wire;

/// <summary>The server has closed the connection. What it said last, if anything, tells why.</summary>
internal sealed class ClosedException() : IOException("the connection was closed");
