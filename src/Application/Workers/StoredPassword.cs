namespace Hosting.Migrations.Application.Workers;

/// <summary>A mailbox's password as it is stored.</summary>
/// <param name="ResourceId">The mailbox's key.</param>
/// <param name="MigrationCode">The code of its migration.</param>
/// <param name="Sealed">The password.</param>
public sealed record StoredPassword(long ResourceId, string MigrationCode, string Sealed);
