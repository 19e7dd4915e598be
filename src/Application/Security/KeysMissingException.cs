namespace Hosting.Migrations.Application.Security;

/// <summary>This process has not the keys of the secrets in the database: what it sealed, no other could open.</summary>
public sealed class KeysMissingException() : Exception("This process has not the keys of the passwords in the database (Secrets:KeyFolder).");
