namespace Hosting.Migrations.Application.Mailboxes;

/// <summary>A mailbox on a server, and the way in.</summary>
/// <param name="Server">The server.</param>
/// <param name="Login">The login.</param>
public sealed record MailAccount(MailServer Server, MailLogin Login);
