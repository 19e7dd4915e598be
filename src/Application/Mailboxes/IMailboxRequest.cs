using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.Selection;

namespace Hosting.Migrations.Application.Mailboxes;

/// <summary>Names one mailbox that belongs to no migration, and where it is to be copied.</summary>
public interface IMailboxRequest
{
    /// <summary>Where from.</summary>
    MailAccount Source { get; }

    /// <summary>What kind of server that is.</summary>
    Preset Preset { get; }

    /// <summary>Where to; null = <see cref="LocalEmail"/> at the configured destination.</summary>
    MailAccount? Destination { get; }

    /// <summary>The mailbox at the configured destination; null where <see cref="Destination"/> is given.</summary>
    string? LocalEmail { get; }

    /// <summary>Only messages received on or after this moment are copied; null = all.</summary>
    DateTimeOffset? FromDate { get; }

    /// <summary>Which folders, and which of their messages.</summary>
    MailSelection Selection { get; }

    /// <summary>The file that keeps what has been copied; null = one for each pair of mailboxes, in the user's data folder.</summary>
    string? State { get; }
}
