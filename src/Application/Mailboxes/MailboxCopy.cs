using Hosting.Migrations.Domain.Selection;

namespace Hosting.Migrations.Application.Mailboxes;

/// <summary>One mailbox to copy.</summary>
/// <param name="Source">Where from. Nothing is changed there.</param>
/// <param name="Destination">Where to. Messages are only added there.</param>
/// <param name="Checkpoints">What earlier copies of the same mailbox have done.</param>
/// <param name="Rules">Which folders of the source are views or hold no mail.</param>
/// <param name="FromDate">Only messages received on or after this moment are copied (INTERNALDATE); null = all.</param>
/// <param name="IsSourceTrusted">Whether an operator has chosen the source, who may name any address; otherwise <see cref="AddressPolicy"/> binds it.</param>
/// <param name="Lease">The right to go on; null = nobody can take it away.</param>
public sealed record MailboxCopy(
    MailAccount Source,
    MailAccount Destination,
    ICheckpointStore Checkpoints,
    FolderRules Rules = FolderRules.Standard,
    DateTimeOffset? FromDate = null,
    bool IsSourceTrusted = false,
    ILease? Lease = null)
{
    /// <summary>Which folders, and which of their messages.</summary>
    public MailSelection Selection { get; init; } = MailSelection.All;

    /// <summary>Whether some messages of a folder that is copied may be left out, which another copy may want.</summary>
    public bool HasLimits => FromDate is not null || Selection.HasLimits;
}
