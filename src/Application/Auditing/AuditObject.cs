namespace Hosting.Migrations.Application.Auditing;

/// <summary>What something is done to.</summary>
public enum AuditObject
{
    /// <summary>A migration, by its code.</summary>
    Migration,

    /// <summary>A mailbox of a migration, by its code.</summary>
    Mailbox,

    /// <summary>A customer, by its code.</summary>
    Customer,

    /// <summary>A token, by its number.</summary>
    Token,

    /// <summary>A webhook, by its id.</summary>
    Webhook,

    /// <summary>A connection, by its id.</summary>
    Connection,

    /// <summary>A source host, by its name; the whole service without one.</summary>
    Pause,

    /// <summary>The database as a whole.</summary>
    Database,
}
