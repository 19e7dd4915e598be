using System.Net;
using System.Text;
using Hosting.Migrations.Application.Mailboxes;
using MailKit.Security;

namespace Hosting.Migrations.Imap.Connections;

/// <summary>Logs in, with one way of saying the password: a library that tries one way after the other can lock an account.</summary>
internal static class Login
{
    private const string DefaultMasterSeparator = "*";

    public static async Task LogInAsync(MailClient client, MailLogin login, CancellationToken cancellationToken)
    {
        if (login.IsAccessToken)
        {
            await client.AuthenticateAsync(new SaslMechanismOAuth2(login.User, login.Password.Reveal()), cancellationToken);
        }
        else if (login.MasterUser is null)
        {
            await LogInAsync(client, login.User, login.Password, cancellationToken);
        }
        else if (login.MasterSeparator is { } separator)
        {
            await LogInAsync(client, $"{login.User}{separator}{login.MasterUser}", login.Password, cancellationToken);
        }
        else
        {
            await LogInAsMasterAsync(client, login, login.MasterUser, cancellationToken);
        }
    }

    private static async Task LogInAsMasterAsync(MailClient client, MailLogin login, string master, CancellationToken cancellationToken)
    {
        if (client.AuthenticationMechanisms.Contains("PLAIN"))
        {
            try
            {
                var plain = new SaslMechanismPlain(Encoding.UTF8, master, login.Password.Reveal()) { AuthorizationId = login.User };
                await client.AuthenticateAsync(plain, cancellationToken);
                return;
            }
            catch (AuthenticationException) when (client.IsConnected)
            {
                // Servers that take no authorization identity often take both names in one. A third try there is not.
            }
        }

        await LogInAsync(client, $"{login.User}{DefaultMasterSeparator}{master}", login.Password, cancellationToken);
    }

    private static Task LogInAsync(MailClient client, string user, Secret password, CancellationToken cancellationToken)
    {
        var credential = new NetworkCredential(user, password.Reveal());
        var offered = client.AuthenticationMechanisms;

        // Within TLS the plain mechanism is the one that every server gets right; in the clear a challenge keeps the password off the line.
        SaslMechanism? mechanism = !client.IsWithinTls && offered.Contains("SCRAM-SHA-256") ? new SaslMechanismScramSha256(credential)
            : !client.IsWithinTls && offered.Contains("CRAM-MD5") ? new SaslMechanismCramMd5(credential)
            : offered.Contains("PLAIN") ? new SaslMechanismPlain(Encoding.UTF8, credential)
            : null;
        if (mechanism is not null)
        {
            return client.AuthenticateAsync(mechanism, cancellationToken);
        }

        // Without mechanisms to choose from, MailKit sends the LOGIN command.
        offered.Clear();
        return client.AuthenticateAsync(Encoding.UTF8, credential, cancellationToken);
    }
}
