namespace Hosting.Migrations.MailServers.Dovecot;

/// <summary>What a test server is like. The defaults make a modern, generous one with the mailbox <c>anna</c>.</summary>
public sealed record DovecotOptions
{
    public IReadOnlyList<DovecotUser> Users { get; init; } = ["anna"];

    public DovecotStorage Storage { get; init; } = DovecotStorage.Maildir;

    /// <summary>The hierarchy separator that clients see.</summary>
    public char Separator { get; init; } = '/';

    /// <summary>The prefix of the personal namespace, such as <c>INBOX.</c>.</summary>
    public string Prefix { get; init; } = string.Empty;

    /// <summary>The prefixes of further personal namespaces, such as <c>Archive.</c>, each with a place of its own on disk.</summary>
    public IReadOnlyList<string> FurtherNamespaces { get; init; } = [];

    public IReadOnlyList<SpecialFolder> SpecialFolders { get; init; } = [];

    /// <summary>The largest message taken, in bytes; also told to clients as APPENDLIMIT. Null: no limit.</summary>
    public long? MaxMailSize { get; init; }

    public int MaxConnectionsPerUser { get; init; } = 100;

    /// <summary>Capabilities that the server must not name, such as <c>MULTIAPPEND</c> or <c>LITERAL+</c>.</summary>
    public IReadOnlyList<string> Without { get; init; } = [];

    /// <summary>Capabilities that the server names beside its own, such as <c>LITERAL-</c>.</summary>
    public IReadOnlyList<string> With { get; init; } = [];

    /// <summary>Adds a public namespace, <c>Public/</c>, and the other users' folders below <c>Shared/</c>.</summary>
    public bool SharedNamespaces { get; init; }

    /// <summary>Whether there is STARTTLS on the one port and TLS on the other.</summary>
    public bool OffersTls { get; init; } = true;

    public CertificateKind Certificate { get; init; } = CertificateKind.Valid;

    /// <summary>Where the server asks whether an OAuth 2 token is good (RFC 7662); null = it takes none. What is good opens every mailbox.</summary>
    public Uri? Introspection { get; init; }

    /// <summary>More lines for <c>dovecot.conf</c>, which win over those before.</summary>
    public string FurtherSettings { get; init; } = string.Empty;
}
