using Hosting.Migrations.Domain.Customers;

namespace Hosting.Migrations.Domain.Migrations;

/// <summary>One row of the CSV file: where mail comes from and where it goes.</summary>
/// <param name="LocalEmail">The mailbox at the destination.</param>
/// <param name="RemoteServer">The source's host name or address, optionally with <c>:port</c>.</param>
/// <param name="RemoteUsername">The user at the source.</param>
/// <param name="MasterUser">The master user who logs in on the user's behalf; null for a plain login.</param>
/// <param name="SealedPassword">The password of the user or the master user, encrypted; null where nobody needs it.</param>
/// <param name="ConnectionId">The id of the connection that logs in, in the place of a password; null = none does.</param>
public sealed record Mailbox(
    string LocalEmail, string RemoteServer, string RemoteUsername, string? MasterUser = null, string? SealedPassword = null, string? ConnectionId = null)
{
    /// <summary>The greatest length of <see cref="LocalEmail"/>, in characters.</summary>
    public const int MaxEmailLength = MailboxAddress.MaxLength;

    /// <summary>The greatest length of <see cref="RemoteUsername"/> and <see cref="MasterUser"/>, in characters.</summary>
    public const int MaxUserLength = 320;
}
