namespace Hosting.Migrations.MailServers.Comparing;

/// <summary>In what the destination differs from the source.</summary>
public enum DifferenceKind
{
    FolderMissing,
    FolderExtra,
    SubscriptionMissing,
    SubscriptionExtra,
    MessageMissing,
    MessageExtra,
    DateDiffers,
    FlagsDiffer,
}
