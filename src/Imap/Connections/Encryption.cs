using System.Net.Security;
using System.Security.Authentication;

namespace Hosting.Migrations.Imap.Connections;

/// <summary>Agrees on TLS (RFC 8314).</summary>
internal static class Encryption
{
    /// <summary>Agrees on it over a connection, which is closed if that does not succeed.</summary>
    /// <param name="connection">In the clear.</param>
    /// <param name="host">The server's name, which its certificate has to name.</param>
    /// <param name="check">Verifies the certificate.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    /// <exception cref="AuthenticationException">The servers did not agree, or the certificate is not valid.</exception>
    public static async Task<Stream> BeginAsync(Stream connection, string host, CertificateCheck check, CancellationToken cancellationToken)
    {
        var tls = new SslStream(connection);
        try
        {
            var terms = new SslClientAuthenticationOptions
            {
                TargetHost = host,
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                RemoteCertificateValidationCallback = check.Verify,
                CertificateChainPolicy = check.CreatePolicy(),
            };
            await tls.AuthenticateAsClientAsync(terms, cancellationToken);
            return tls;
        }
        catch
        {
            await tls.DisposeAsync();
            throw;
        }
    }
}
