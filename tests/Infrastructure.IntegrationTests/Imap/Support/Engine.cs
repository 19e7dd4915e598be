using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Imap;
using Hosting.Migrations.Imap.Connections;
using Hosting.Migrations.MailServers.Imap;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;

/// <summary>The engine as tests want it: as in production, but in a hurry.</summary>
internal static class Engine
{
    /// <summary>Waits are short, and time-outs just long enough for a busy machine.</summary>
    public static MailboxCopyOptions Hurried { get; } = With();

    public static MailboxCopyOptions With(
        int connections = 4, int batchMessages = 40, int giveUpAfterSeconds = 20, int idleTimeoutSeconds = 20, int maxFailures = 1000, double maxBackoffSeconds = .1) => new()
        {
            Connections = connections,
            BatchMessages = batchMessages,
            GiveUpAfter = TimeSpan.FromSeconds(giveUpAfterSeconds),
            IdleTimeout = TimeSpan.FromSeconds(idleTimeoutSeconds),
            Backoff = TimeSpan.FromMilliseconds(10),
            MaxBackoff = TimeSpan.FromSeconds(maxBackoffSeconds),
            MaxFailures = maxFailures,
            SettleTime = TimeSpan.FromMilliseconds(20),
        };

    public static IMailboxCopier Create(MailboxCopyOptions? options = null, ILogger<ImapMailboxCopier>? logger = null) =>
        Create(options ?? Hurried, PolicyWith(allowed: "127.0.0.0/8"), logger ?? NullLogger<ImapMailboxCopier>.Instance);

    public static ImapMailboxCopier Create(MailboxCopyOptions options, AddressPolicy policy, ILogger<ImapMailboxCopier> logger) =>
        new(Options.Create(options), new ImapConnectorFactory(Options.Create(options), policy), TimeProvider.System, logger);

    public static AddressPolicy PolicyWith(params string[] allowed) => new(Options.Create(new SourceAddressOptions { Allowed = allowed }));

    public static MailAccount ToMailAccount(this ImapAccount account, TransportSecurity security = TransportSecurity.None) =>
        new(new MailServer(account.Host, account.Port, security), new MailLogin(account.User, new Secret(account.Password)));
}
