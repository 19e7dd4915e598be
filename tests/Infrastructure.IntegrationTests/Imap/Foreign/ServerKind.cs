namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Foreign;

/// <summary>Servers that a customer may come from or go to, each with a layout of its own.</summary>
public enum ServerKind
{
    /// <summary>Cyrus with folders beside INBOX and slashes in their names.</summary>
    CyrusBesideInbox,

    /// <summary>Cyrus with folders below INBOX and dots in their names.</summary>
    CyrusBelowInbox,

    Courier,

    /// <summary>Dovecot's Maildir++ with the prefix <c>INBOX.</c> and dots.</summary>
    DovecotBelowInbox,

    DovecotMdbox,

    /// <summary>Dovecot with several personal namespaces: that of INBOX, <c>Archive.</c> and <c>Old.</c></summary>
    DovecotNamespaces,

    /// <summary>Dovecot that names LITERAL- and neither MULTIAPPEND, UIDPLUS nor ESEARCH.</summary>
    DovecotPoor,
}
