namespace Hosting.Migrations.Imap.Copying;

/// <summary>A message at the destination that is no known copy.</summary>
/// <param name="Uid">Its UID.</param>
/// <param name="Received">When it was received; null if the server does not tell.</param>
/// <param name="Size">Its size in bytes.</param>
internal readonly record struct UnknownMessage(uint Uid, DateTimeOffset? Received, long Size);
