using Hosting.Migrations.Imap.Faults;

namespace Hosting.Migrations.Imap.Sessions;

/// <summary>Opens sessions with one mailbox at one side of a copy.</summary>
internal interface ISessionConnector
{
    /// <summary>Opens one more.</summary>
    /// <exception cref="MailFaultException">The server can't be reached, or refuses the login.</exception>
    Task<IMailSession> ConnectAsync(CancellationToken cancellationToken);
}
