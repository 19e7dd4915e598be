using Hosting.Migrations.MailServers.Imap;

namespace Hosting.Migrations.MailServers;

/// <summary>A real server with mailboxes, whoever wrote it.</summary>
public interface IMailServer : IAsyncDisposable
{
    /// <summary>How to log in as a user, without TLS.</summary>
    ImapAccount AccountOf(string user);
}
