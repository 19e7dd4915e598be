namespace Hosting.Migrations.MailServers.Seeding;

/// <summary>A folder, and how large a part of the messages lies in it.</summary>
internal sealed record SeedFolder(string Name, double Weight);
