namespace Hosting.Migrations.Infrastructure.Imap.Copying;

/// <summary>A folder of the destination to which messages may still be on their way, and how long nothing has come in.</summary>
/// <param name="Since">The moment from which on it has been so.</param>
/// <param name="UidNext">Its UIDNEXT then.</param>
internal sealed record Settling(long Since, uint UidNext);
