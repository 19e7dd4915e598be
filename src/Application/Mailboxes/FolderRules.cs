namespace Hosting.Migrations.Application.Mailboxes;

/// <summary>Which folders of the source are views or hold no mail.</summary>
public enum FolderRules
{
    /// <summary>Every folder is copied.</summary>
    Standard,

    /// <summary>Gmail: All Mail, Important and Starred show messages of other folders; only what is in no other folder is copied from All Mail, into Archive.</summary>
    Gmail,

    /// <summary>Exchange: calendars, contacts, tasks, notes and such are left out.</summary>
    Exchange,
}
