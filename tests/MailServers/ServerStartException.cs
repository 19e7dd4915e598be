namespace Hosting.Migrations.MailServers;

/// <summary>A server of the tests' own did not start; the message ends with what it wrote.</summary>
public sealed class ServerStartException(string message) : Exception(message);
