using System.Security.Cryptography;
using Hosting.Migrations.Application.Connections;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Connections;
using Hosting.Migrations.Domain.Migrations;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Infrastructure.Connections;

/// <summary>Asks for tokens as each kind of connection has to.</summary>
internal sealed class TokenEndpoints(TokenHttp http, IOptions<ConnectionOptions> options, TimeProvider clock) : ITokenEndpoints
{
    private const string GoogleScope = "https://mail.google.com/";

    public async Task<IssuedToken> AskAsync(TokenDemand demand, CancellationToken cancellationToken)
    {
        var endpoint = EndpointOf(demand.Connection);
        var answer = await http.PostAsync(endpoint, FormOf(demand, endpoint, clock.GetUtcNow()), cancellationToken);
        if (!answer.IsToken && IsSigned(demand) && answer.ClockBehind.Duration() > Assertion.Tolerance)
        {
            // What is signed tells the time, and theirs is the one that counts.
            answer = await http.PostAsync(endpoint, FormOf(demand, endpoint, clock.GetUtcNow() + answer.ClockBehind), cancellationToken);
        }

        return answer.IsToken || answer.Text("error") is null ? answer.ToToken() : throw TokenRefusal.Of(answer, demand);
    }

    private static bool IsSigned(TokenDemand demand) => demand.Connection.Kind == ConnectionKind.GoogleServiceAccount || IsCertificate(demand.Secret);

    private static bool IsCertificate(Secret? secret) => secret?.Reveal().Contains("-----BEGIN", StringComparison.Ordinal) == true;

    private string EndpointOf(Connection connection) => connection.Kind switch
    {
        ConnectionKind.Microsoft365App =>
            options.Value.MicrosoftTokenEndpoint.Replace(ConnectionOptions.Tenant, Uri.EscapeDataString(connection.Tenant!), StringComparison.Ordinal),
        ConnectionKind.GoogleServiceAccount => options.Value.GoogleTokenEndpoint,
        ConnectionKind.Oauth2User => connection.TokenEndpoint!,
        _ => throw new ArgumentOutOfRangeException(nameof(connection), connection.Kind, "A master user has no token."),
    };

    private Dictionary<string, string> FormOf(TokenDemand demand, string endpoint, DateTimeOffset now)
    {
        try
        {
            return demand.Connection.Kind switch
            {
                ConnectionKind.Microsoft365App => OfApp(demand, endpoint, now),
                ConnectionKind.GoogleServiceAccount => OfServiceAccount(demand, endpoint, now),
                ConnectionKind.Oauth2User => OfUser(demand),
                _ => throw new ArgumentOutOfRangeException(nameof(demand), demand.Connection.Kind, "A master user has no token."),
            };
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException)
        {
            throw new AccessTokenException($"with the key of connection {demand.Connection.Name} nothing can be signed; give it another one", CopyFault.TokenRefused);
        }
    }

    private Dictionary<string, string> OfApp(TokenDemand demand, string endpoint, DateTimeOffset now)
    {
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = demand.Connection.ClientId!,
            ["scope"] = options.Value.MicrosoftScope,
        };
        if (IsCertificate(demand.Secret))
        {
            form["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
            form["client_assertion"] = Assertion.OfApp(demand.Secret!.Reveal(), demand.Connection.ClientId!, endpoint, now);
        }
        else
        {
            form["client_secret"] = demand.Secret!.Reveal();
        }

        return form;
    }

    private static Dictionary<string, string> OfServiceAccount(TokenDemand demand, string endpoint, DateTimeOffset now)
    {
        if (!ServiceAccountKey.TryRead(demand.Secret!.Reveal(), out var key))
        {
            throw new AccessTokenException($"the key of connection {demand.Connection.Name} is none; give it another one", CopyFault.TokenRefused);
        }

        return new Dictionary<string, string>
        {
            ["grant_type"] = "urn:ietf:params:oauth:grant-type:jwt-bearer",
            ["assertion"] = Assertion.OfServiceAccount(key, demand.Mailbox, demand.Connection.Scope ?? GoogleScope, endpoint, now),
        };
    }

    private static Dictionary<string, string> OfUser(TokenDemand demand)
    {
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "refresh_token",
            ["refresh_token"] = demand.RefreshToken!.Reveal(),
            ["client_id"] = demand.Connection.ClientId!,
        };
        if (demand.Secret is { } secret)
        {
            form["client_secret"] = secret.Reveal();
        }

        if (demand.Connection.Scope is { } scope)
        {
            form["scope"] = scope;
        }

        return form;
    }
}
