using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Mailboxes;

/// <summary>
/// One key for whoever logs in at a source, however that is spelled: a master user is the same for all mailboxes, and a server for all its ports. By
/// it refused logins are counted, as servers count them that lock an account.
/// </summary>
public static class LoginKey
{
    /// <summary>The length of a key, in characters.</summary>
    public const int Length = 64;

    /// <summary>The key of a customer's login: a hash of both, host and user in their normal forms. What one customer gets wrong must not keep another out.</summary>
    /// <param name="customerId">Whose migration it is in.</param>
    /// <param name="login">A login at a source.</param>
    public static string Of(long customerId, SourceLogin login) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{customerId} {NormalOf(login)}"))));

    /// <summary>Host and user in their normal forms, which are the same for all ways to spell a login.</summary>
    /// <param name="login">A login at a source.</param>
    public static string NormalOf(SourceLogin login) => $"{HostOf(login)} {MailboxKey.UserOf(UserOf(login))}";

    /// <summary>The host at which the login is.</summary>
    /// <param name="login">A login at a source.</param>
    public static string HostOf(SourceLogin login) => RemoteServer.HostOf(login.RemoteServer);

    /// <summary>Whose password is sent.</summary>
    /// <param name="login">A login at a source.</param>
    public static string UserOf(SourceLogin login) => login.MasterUser ?? login.RemoteUsername;
}
