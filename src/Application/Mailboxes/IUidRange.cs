namespace Hosting.Migrations.Application.Mailboxes;

/// <summary>Something that is said of all UIDs from one to another.</summary>
internal interface IUidRange
{
    /// <summary>The least UID.</summary>
    uint First { get; }

    /// <summary>The greatest UID; not below the least.</summary>
    uint Last { get; }
}
