using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Infrastructure.IntegrationTests.MailServers;
using Hosting.Migrations.MailServers.Comparing;
using Hosting.Migrations.MailServers.Dovecot;
using Hosting.Migrations.MailServers.Imap;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;

/// <summary>The mailbox <c>anna</c> on two real servers, and what is known of its copy.</summary>
internal sealed class MailboxPair : IAsyncDisposable
{
    private MailboxPair(DovecotServer source, DovecotServer destination) => (Source, Destination) = (source, destination);

    public DovecotServer Source { get; }

    public DovecotServer Destination { get; }

    public ImapAccount SourceAccount => Source.AccountOf("anna");

    public ImapAccount DestinationAccount => Destination.AccountOf("anna");

    public MemoryCheckpointStore Checkpoints { get; } = new();

    public ProgressRecorder Progress { get; } = new();

    /// <summary>Starts both servers: by default a modern pair that keeps mail in different ways.</summary>
    public static async Task<MailboxPair> StartAsync(DovecotOptions? source = null, DovecotOptions? destination = null)
    {
        var first = await TestMailServer.StartAsync(source);
        try
        {
            return new MailboxPair(first, await TestMailServer.StartAsync(destination ?? new DovecotOptions { Storage = DovecotStorage.Sdbox }));
        }
        catch
        {
            await first.DisposeAsync();
            throw;
        }
    }

    public MailboxCopy ToCopy(FolderRules rules = FolderRules.Standard, DateTimeOffset? fromDate = null) =>
        new(SourceAccount.ToMailAccount(), DestinationAccount.ToMailAccount(), Checkpoints, rules, fromDate);

    /// <summary>Copies the mailbox.</summary>
    public Task<CopyOutcome> CopyAsync(MailboxCopyOptions? options = null, DateTimeOffset? fromDate = null) =>
        Engine.Create(options).CopyAsync(ToCopy(fromDate: fromDate), Progress, CancellationToken.None);

    /// <summary>Copies through other ports, such as those of proxies.</summary>
    public Task<CopyOutcome> CopyAsync(int sourcePort, int destinationPort, MailboxCopyOptions? options = null, CancellationToken cancellationToken = default)
    {
        var copy = ToCopy() with
        {
            Source = (SourceAccount with { Port = sourcePort }).ToMailAccount(),
            Destination = (DestinationAccount with { Port = destinationPort }).ToMailAccount(),
        };
        return Engine.Create(options).CopyAsync(copy, Progress, cancellationToken);
    }

    /// <summary>Compares both mailboxes to the last byte.</summary>
    public Task<MailboxComparison> CompareAsync(ComparisonOptions? options = null)
    {
        options ??= new ComparisonOptions();
        var mapping = FolderMapping.Between(Source.Options, Destination.Options) with { Renamed = options.Mapping.Renamed };
        return MailboxComparer.CompareAsync(SourceAccount, DestinationAccount, options with { Mapping = mapping });
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await Destination.DisposeAsync();
    }
}
