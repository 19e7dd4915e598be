using Hosting.Migrations.Infrastructure.IntegrationTests.MailServers;
using Hosting.Migrations.MailServers;
using Hosting.Migrations.MailServers.Cyrus;
using Hosting.Migrations.MailServers.Dovecot;
using Hosting.Migrations.MailServers.Imap;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Foreign;

/// <summary>A server of some kind with the mailbox <c>anna</c>, and how it writes the names of folders.</summary>
internal sealed record ForeignServer(IMailServer Server, char Separator, string Prefix) : IAsyncDisposable
{
    /// <summary>Seeded folders that are in another place than below the prefix, with their full names there.</summary>
    public IReadOnlyDictionary<string, string> Elsewhere { get; init; } = new Dictionary<string, string>();

    public ImapAccount Account => Server.AccountOf("anna");

    public static async Task<ForeignServer> StartAsync(ServerKind kind) => kind switch
    {
        ServerKind.CyrusBesideInbox => new ForeignServer(await TestMailServer.StartCyrusAsync(), '/', string.Empty),
        ServerKind.CyrusBelowInbox => new ForeignServer(await TestMailServer.StartCyrusAsync(new CyrusOptions { HasFoldersBesideInbox = false }), '.', "INBOX."),
        ServerKind.Courier => new ForeignServer(await TestMailServer.StartCourierAsync(), '.', "INBOX."),
        ServerKind.DovecotBelowInbox => await StartDovecotAsync(new DovecotOptions { OffersTls = false, Storage = DovecotStorage.MaildirPlusPlus, Separator = '.', Prefix = "INBOX." }),
        ServerKind.DovecotMdbox => await StartDovecotAsync(new DovecotOptions { OffersTls = false, Storage = DovecotStorage.Mdbox }),
        ServerKind.DovecotNamespaces => await StartDovecotAsync(
            new DovecotOptions { OffersTls = false, Storage = DovecotStorage.MaildirPlusPlus, Separator = '.', Prefix = "INBOX.", FurtherNamespaces = ["Archive.", "Old."] }) with
        {
            Elsewhere = new Dictionary<string, string> { ["Sent"] = "Old.Sent", ["Entwürfe"] = "Archive.2020.Entwürfe" },
        },
        ServerKind.DovecotPoor => await StartDovecotAsync(
            new DovecotOptions { OffersTls = false, Without = ["MULTIAPPEND", "UIDPLUS", "ESEARCH", "LITERAL+"], With = ["LITERAL-"] }),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>The other side: a plain Dovecot.</summary>
    public static Task<ForeignServer> StartPlainAsync() => StartDovecotAsync(new DovecotOptions { OffersTls = false, Storage = DovecotStorage.Sdbox });

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private static async Task<ForeignServer> StartDovecotAsync(DovecotOptions options) =>
        new(await TestMailServer.StartAsync(options), options.Separator, options.Prefix);
}
