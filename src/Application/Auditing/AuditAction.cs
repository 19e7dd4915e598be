namespace Hosting.Migrations.Application.Auditing;

/// <summary>What can be done to what the service holds, by name.</summary>
public enum AuditAction
{
    /// <summary>A file is uploaded.</summary>
    CreateMigration,

    /// <summary>A migration is deleted.</summary>
    DeleteMigration,

    /// <summary>An execution is made due.</summary>
    ExecuteMigration,

    /// <summary>Dates are changed.</summary>
    RescheduleMigration,

    /// <summary>A migration is called off.</summary>
    CancelMigration,

    /// <summary>Mailboxes are tried again.</summary>
    RetryMigration,

    /// <summary>A migration is paused.</summary>
    PauseMigration,

    /// <summary>A migration goes on.</summary>
    ResumeMigration,

    /// <summary>Mailboxes are added to a migration.</summary>
    AddMailboxes,

    /// <summary>A mailbox gets another login.</summary>
    RepairMailbox,

    /// <summary>A mailbox is taken out of a migration.</summary>
    RemoveMailbox,

    /// <summary>A customer is added.</summary>
    AddCustomer,

    /// <summary>A customer is changed.</summary>
    ChangeCustomer,

    /// <summary>A customer is deleted, with its tokens and webhooks.</summary>
    DeleteCustomer,

    /// <summary>A token is issued.</summary>
    IssueToken,

    /// <summary>A token is revoked.</summary>
    RevokeToken,

    /// <summary>A webhook is added.</summary>
    AddWebhook,

    /// <summary>A webhook is changed.</summary>
    ChangeWebhook,

    /// <summary>A webhook is deleted.</summary>
    DeleteWebhook,

    /// <summary>A webhook gets another secret.</summary>
    RotateWebhookSecret,

    /// <summary>A connection is added.</summary>
    AddConnection,

    /// <summary>A connection gets another name or secret, or a mailbox's consent.</summary>
    ChangeConnection,

    /// <summary>A connection is deleted.</summary>
    DeleteConnection,

    /// <summary>The service, or a source host, is paused.</summary>
    PauseService,

    /// <summary>The service, or a source host, goes on.</summary>
    ResumeService,

    /// <summary>Passwords whose keys are lost are erased.</summary>
    ForgetPasswords,

    /// <summary>An empty database is filled with sample data.</summary>
    LoadSampleData,
}
