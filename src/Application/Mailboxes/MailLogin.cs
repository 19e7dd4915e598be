namespace Hosting.Migrations.Application.Mailboxes;

/// <summary>How to log in to a mailbox.</summary>
/// <param name="User">The owner of the mailbox.</param>
/// <param name="Password">The password of the user, or of the master user; with <paramref name="IsAccessToken"/>, an OAuth 2 access token for XOAUTH2.</param>
/// <param name="MasterUser">Who logs in on the user's behalf; null = the user.</param>
/// <param name="MasterSeparator">
/// What joins user and master user into one name, such as <c>*</c>; null = the master user logs in with the user as authorization identity
/// (SASL PLAIN, RFC 4616), and if the server takes no such identity, once more as <c>user*master</c>.
/// </param>
/// <param name="IsAccessToken">Whether the password is an access token.</param>
public sealed record MailLogin(
    string User, Secret Password, string? MasterUser = null, string? MasterSeparator = null, bool IsAccessToken = false);
