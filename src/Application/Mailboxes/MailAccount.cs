namespace Hosting.Migrations.Application.Mailboxes;

/// <summary>A mailbox on a server, and the way in.</summary>
/// <param name="Server">The server.</param>
/// <param name="Login">The login.</param>
public sealed record MailAccount(MailServer Server, MailLogin Login)
{
    /// <summary>The real path of the maildir on this machine that is read in place of a server; null = it is on the server.</summary>
    public string? Maildir { get; private init; }

    /// <summary>The mailbox that a maildir on this machine holds, which is only read, and needs no login.</summary>
    /// <param name="path">Where it is.</param>
    public static MailAccount OfMaildir(string path) =>
        new(new MailServer(string.Empty, 0, TransportSecurity.None), new MailLogin(string.Empty, new Secret(string.Empty)))
        {
            Maildir = RealPath.Of(path),
        };
}
