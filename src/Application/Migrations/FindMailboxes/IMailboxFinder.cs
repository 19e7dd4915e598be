using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Migrations.FindMailboxes;

/// <summary>Finds mailboxes whatever migration they belong to.</summary>
public interface IMailboxFinder
{
    /// <summary>Finds mailboxes, those that were added last first.</summary>
    /// <param name="filter">Which mailboxes.</param>
    /// <param name="before">Only those that were added before the one with this key; null = any.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<IReadOnlyList<FoundMailbox>> FindAsync(MailboxFilter filter, long? before, int most, CancellationToken cancellationToken);
}

/// <summary>Which mailboxes are wanted; the conditions are joined by AND.</summary>
/// <param name="CustomerId">Only this customer's; null = any.</param>
/// <param name="MigrationId">Only this migration's; null = any.</param>
/// <param name="Statuses">Only those that stand at one of these; none = anywhere.</param>
/// <param name="ErrorCode">Only those whose latest run failed for this reason; null = any.</param>
/// <param name="Search">Only those in whose code, local address, remote user or server this occurs, whatever its case; null = any.</param>
public sealed record MailboxFilter(long? CustomerId, long? MigrationId, IReadOnlyCollection<ResourceStatus> Statuses, string? ErrorCode, string? Search);

/// <summary>A mailbox that was found.</summary>
/// <param name="Mailbox">The mailbox, with its runs.</param>
/// <param name="MigrationCode">Its migration.</param>
/// <param name="CustomerCode">Its customer.</param>
public sealed record FoundMailbox(MigrationResource Mailbox, string MigrationCode, string CustomerCode);
