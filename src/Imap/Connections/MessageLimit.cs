namespace Hosting.Migrations.Imap.Connections;

/// <summary>That a server has not worked on all messages of a command (RFC 9738, section 3.1).</summary>
/// <param name="Most">How many messages it works on in one command.</param>
/// <param name="LastUid">The UID that it came to last: the lowest, since servers begin with the newest; null if it has worked on none.</param>
internal sealed record MessageLimit(int Most, uint? LastUid);
