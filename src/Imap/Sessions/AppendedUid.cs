namespace Hosting.Migrations.Imap.Sessions;

/// <summary>Where a message is that has been added to a folder (APPENDUID, RFC 4315).</summary>
/// <param name="UidValidity">The folder's UIDVALIDITY.</param>
/// <param name="Uid">The message's UID.</param>
internal readonly record struct AppendedUid(uint UidValidity, uint Uid);
