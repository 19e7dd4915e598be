using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Imap;
using Hosting.Migrations.Imap.Connections;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.Infrastructure.IntegrationTests.MailServers;
using Hosting.Migrations.MailServers.Dovecot;
using Hosting.Migrations.MailServers.Imap;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Maildirs;

/// <summary>Copies of maildirs into the mailbox <c>anna</c> on a real server.</summary>
internal sealed class MaildirImport : IAsyncDisposable
{
    private readonly TemporaryFolder _data = new();

    private MaildirImport(DovecotServer server) => Server = server;

    public DovecotServer Server { get; }

    public ImapAccount Account => Server.AccountOf("anna");

    public MemoryCheckpointStore Checkpoints { get; } = new();

    public string Numbers => _data.PathOf("numbers");

    public static async Task<MaildirImport> StartAsync() => new(await TestMailServer.StartAsync(new DovecotOptions { Storage = DovecotStorage.Sdbox }));

    public Task<CopyOutcome> CopyAsync(string maildir, bool isTrusted = true, int connections = 4, int spillAbove = 1 << 20)
    {
        var options = Options.Create(new MailboxCopyOptions
        {
            Connections = connections,
            SpillAbove = spillAbove,
            SettleTime = TimeSpan.FromMilliseconds(20),
            Backoff = TimeSpan.FromMilliseconds(10),
        });
        var connectors = new ConnectorFactory(options, new ImapConnectorFactory(options, Engine.PolicyWith()), TimeProvider.System, Numbers);
        var copier = new ImapMailboxCopier(options, connectors, TimeProvider.System, NullLogger<ImapMailboxCopier>.Instance);
        var copy = new MailboxCopy(MailAccount.OfMaildir(maildir), Account.ToMailAccount(), Checkpoints, IsSourceTrusted: isTrusted);
        return copier.CopyAsync(copy, new ProgressRecorder(), CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _data.Dispose();
    }
}
