namespace Hosting.Migrations.Domain.Migrations;

/// <summary>One row of the CSV file, without its password: where mail comes from and where it goes.</summary>
/// <param name="LocalEmail">The mailbox at the destination.</param>
/// <param name="RemoteServer">The source's host name or address, optionally with <c>:port</c>.</param>
/// <param name="RemoteUsername">The user at the source.</param>
/// <param name="MasterUser">The master user who logs in on the user's behalf; null for a plain login.</param>
public sealed record Mailbox(string LocalEmail, string RemoteServer, string RemoteUsername, string? MasterUser = null);
