using System.Net;
using System.Text;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Imap.Faults;
using Hosting.Migrations.Imap.Wire;
using MailKit.Security;

namespace Hosting.Migrations.Imap.Connections;

/// <summary>Logs in, with one way of saying the password: trying one way after the other can lock an account.</summary>
internal static class Login
{
    private const string DefaultMasterSeparator = "*";

    /// <summary>Logs in.</summary>
    /// <param name="client">Greeted.</param>
    /// <param name="login">Who.</param>
    /// <param name="token">With which access token; null = with the password.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    public static async Task LogInAsync(MailClient client, MailLogin login, Secret? token, CancellationToken cancellationToken)
    {
        if (token is not null)
        {
            await LogInByTokenAsync(client, login, token, cancellationToken);
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

    private static async Task LogInByTokenAsync(MailClient client, MailLogin login, Secret token, CancellationToken cancellationToken)
    {
        try
        {
            await TryAsync(() => client.AuthenticateAsync(new SaslMechanismOAuth2(login.User, token.Reveal()), cancellationToken), login.Tokens?.RefusedAs ?? CopyFault.Auth);
        }
        catch (LoginRefusedException)
        {
            login.Tokens?.Refuse(token);
            throw;
        }
    }

    private static async Task LogInAsMasterAsync(MailClient client, MailLogin login, string master, CancellationToken cancellationToken)
    {
        if (client.Capabilities.Has("AUTH=PLAIN"))
        {
            try
            {
                var plain = new SaslMechanismPlain(Encoding.UTF8, master, login.Password.Reveal()) { AuthorizationId = login.User };
                await AuthenticateAsync(client, plain, cancellationToken);
                return;
            }
            catch (LoginRefusedException) when (client.IsConnected)
            {
                // Servers that take no authorization identity often take both names in one. A third try there is not.
            }
        }

        await LogInAsync(client, $"{login.User}{DefaultMasterSeparator}{master}", login.Password, cancellationToken);
    }

    private static Task LogInAsync(MailClient client, string user, Secret password, CancellationToken cancellationToken)
    {
        var credential = new NetworkCredential(user, password.Reveal());

        // Within TLS the plain mechanism is the one that every server gets right; in the clear a challenge keeps the password off the line.
        SaslMechanism? mechanism = !client.IsWithinTls && client.Capabilities.Has("AUTH=SCRAM-SHA-256") ? new SaslMechanismScramSha256(credential)
            : !client.IsWithinTls && client.Capabilities.Has("AUTH=CRAM-MD5") ? new SaslMechanismCramMd5(credential)
            : client.Capabilities.Has("AUTH=PLAIN") ? new SaslMechanismPlain(Encoding.UTF8, credential)
            : null;
        return mechanism is not null ? AuthenticateAsync(client, mechanism, cancellationToken)
            : client.Capabilities.Has("LOGINDISABLED") ? throw new LoginRefusedException("The LOGIN command is disabled.")
            : TryAsync(() => client.LogInAsync(user, credential.Password, cancellationToken));
    }

    private static Task AuthenticateAsync(MailClient client, SaslMechanism mechanism, CancellationToken cancellationToken) =>
        TryAsync(() => client.AuthenticateAsync(mechanism, cancellationToken));

    private static async Task TryAsync(Func<Task> logIn, CopyFault means = CopyFault.Auth)
    {
        try
        {
            await logIn();
        }
        catch (Exception fault) when (fault is RefusedException or SaslException)
        {
            throw new LoginRefusedException(fault.Message, fault, means);
        }
    }
}
