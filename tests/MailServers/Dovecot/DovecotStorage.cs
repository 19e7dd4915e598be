namespace Hosting.Migrations.MailServers.Dovecot;

/// <summary>How a Dovecot keeps its mailboxes on disk.</summary>
public enum DovecotStorage
{
    /// <summary>Maildir with one folder on disk inside the other: names may hold every character but the slash.</summary>
    Maildir,

    /// <summary>Maildir++: all folders side by side, with dots in their names.</summary>
    MaildirPlusPlus,

    /// <summary>Dovecot's own format, one file a message.</summary>
    Sdbox,

    /// <summary>Dovecot's own format, many messages a file.</summary>
    Mdbox,
}
