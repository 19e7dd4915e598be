namespace Hosting.Migrations.MailServers.Seeding;

/// <summary>A message to put into a mailbox.</summary>
/// <param name="Folder">The readable name, with slashes between its parts.</param>
/// <param name="Content">The bytes, with CRLF at the ends of lines.</param>
/// <param name="Flags">System flags and keywords.</param>
public sealed record SeedMessage(string Folder, ReadOnlyMemory<byte> Content, DateTimeOffset Date, params IReadOnlyList<string> Flags);
