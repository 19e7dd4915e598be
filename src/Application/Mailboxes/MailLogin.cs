namespace Hosting.Migrations.Application.Mailboxes;

/// <summary>How to log in to a mailbox.</summary>
/// <param name="User">The owner of the mailbox.</param>
/// <param name="Password">The password of the user, or of the master user; empty with <paramref name="Tokens"/>.</param>
/// <param name="MasterUser">Who logs in on the user's behalf; null = the user.</param>
/// <param name="MasterSeparator">
/// What joins user and master user into one name, such as <c>*</c>; null = the master user logs in with the user as authorization identity
/// (SASL PLAIN, RFC 4616), and if the server takes no such identity, once more as <c>user*master</c>.
/// </param>
/// <param name="Tokens">Gives the OAuth 2 access tokens with which the user logs in (XOAUTH2); null = there is a password.</param>
public sealed record MailLogin(
    string User, Secret Password, string? MasterUser = null, string? MasterSeparator = null, IAccessTokens? Tokens = null);
