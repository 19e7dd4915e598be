using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.MailServers.Comparing;
using Hosting.Migrations.MailServers.Imap;
using Hosting.Migrations.MailServers.Seeding;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Foreign;

/// <summary>A mailbox on a server of some kind and one on a plain Dovecot, and what is known of the copy.</summary>
internal sealed class ForeignPair : IAsyncDisposable
{
    private ForeignPair(ForeignServer source, ForeignServer destination) => (Source, Destination) = (source, destination);

    public ForeignServer Source { get; }

    public ForeignServer Destination { get; }

    public MemoryCheckpointStore Checkpoints { get; } = new();

    public static async Task<ForeignPair> StartAsync(ServerKind kind, bool isSource)
    {
        var foreign = await ForeignServer.StartAsync(kind);
        try
        {
            var plain = await ForeignServer.StartPlainAsync();
            return isSource ? new ForeignPair(foreign, plain) : new ForeignPair(plain, foreign);
        }
        catch
        {
            await foreign.DisposeAsync();
            throw;
        }
    }

    /// <summary>Puts mail into the source.</summary>
    public Task SeedAsync(SeedMailbox mailbox) =>
        MailboxSeeder.AppendAsync(Source.Account, mailbox, new FolderMapping { DestinationSeparator = Source.Separator, DestinationPrefix = Source.Prefix, Renamed = Source.Elsewhere });

    public Task<CopyOutcome> CopyAsync() => Engine.Create().CopyAsync(
        new MailboxCopy(Source.Account.ToMailAccount(), Destination.Account.ToMailAccount(), Checkpoints), new ProgressRecorder(), CancellationToken.None);

    /// <summary>Compares both mailboxes to the last byte.</summary>
    public Task<MailboxComparison> CompareAsync(params (string Source, string Destination)[] renamed) =>
        MailboxComparer.CompareAsync(Source.Account, Destination.Account, new ComparisonOptions { Mapping = Mapping(renamed) });

    public Task<IReadOnlyList<ImapFolder>> FoldersAtDestinationAsync() => RawMailbox.FoldersAsync(Destination.Account);

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await Destination.DisposeAsync();
    }

    private FolderMapping Mapping((string Source, string Destination)[] renamed) => new()
    {
        SourceSeparator = Source.Separator,
        SourcePrefix = Source.Prefix,
        DestinationSeparator = Destination.Separator,
        DestinationPrefix = Destination.Prefix,
        Renamed = renamed.ToDictionary(pair => pair.Source, pair => pair.Destination),
    };
}
