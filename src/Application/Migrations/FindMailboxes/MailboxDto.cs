using Hosting.Migrations.Application.Migrations.Resources;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Migrations.FindMailboxes;

/// <summary>A mailbox that was found.</summary>
/// <param name="Code">The migration's code and the place in its file.</param>
/// <param name="MigrationCode">The migration.</param>
/// <param name="CustomerCode">The customer to whom it belongs.</param>
/// <param name="LocalEmail">The mailbox at the destination.</param>
/// <param name="RemoteUsername">The user at the source.</param>
/// <param name="RemoteServer">The source's host name or address, and port.</param>
/// <param name="Status">Where it stands: as its latest run, or pending before there is one.</param>
/// <param name="ErrorCode">Why the latest run failed; null where it did not.</param>
/// <param name="StatusUpdated">When a run last started or ended, or the login was replaced.</param>
/// <param name="Links">Where more is told of it.</param>
public sealed record MailboxDto(
    string Code,
    string MigrationCode,
    string CustomerCode,
    string LocalEmail,
    string RemoteUsername,
    string RemoteServer,
    ResourceStatus Status,
    [property: RunErrorCode] string? ErrorCode,
    DateTimeOffset StatusUpdated,
    MailboxLinksDto Links)
{
    internal static MailboxDto Of(FoundMailbox found) => new(
        found.Mailbox.Code,
        found.MigrationCode,
        found.CustomerCode,
        found.Mailbox.LocalEmail,
        found.Mailbox.RemoteUsername,
        found.Mailbox.RemoteServer,
        found.Mailbox.Status,
        MigrationResourceProfile.ErrorCodeOf(found.Mailbox),
        found.Mailbox.UpdatedAt,
        new MailboxLinksDto($"/api/migrations/{found.MigrationCode}/resources/{found.Mailbox.Code}", $"/api/migrations/{found.MigrationCode}"));
}

/// <summary>Where more is told of a mailbox, as paths of this API.</summary>
/// <param name="Self">The mailbox with its runs.</param>
/// <param name="Migration">Its migration.</param>
public sealed record MailboxLinksDto(string Self, string Migration);
