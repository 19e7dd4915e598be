namespace Hosting.Migrations.Domain.Migrations;

/// <summary>Where a mailbox comes from, and how to log in there.</summary>
/// <param name="RemoteServer">The source's host name or address, optionally with <c>:port</c>.</param>
/// <param name="RemoteUsername">The user at the source.</param>
/// <param name="MasterUser">The master user who logs in on the user's behalf; null for a plain login.</param>
/// <param name="SealedPassword">The password of the user or the master user, encrypted; null where it has been erased, or a connection logs in.</param>
/// <param name="ConnectionId">The id of the connection that logs in, in the place of a password; null = none does.</param>
public sealed record SourceLogin(string RemoteServer, string RemoteUsername, string? MasterUser, string? SealedPassword, string? ConnectionId = null)
{
    /// <summary>Whether there is anything to log in with.</summary>
    public bool IsThere => SealedPassword is not null || ConnectionId is not null;
}
