namespace Hosting.Migrations.Imap.Copying;

/// <summary>A folder of the destination to which messages may still be on their way, and how long nothing has come in.</summary>
/// <param name="Since">The moment from which on it has been so.</param>
/// <param name="UidNext">Its UIDNEXT then.</param>
internal sealed record QuietPeriod(long Since, uint UidNext);
