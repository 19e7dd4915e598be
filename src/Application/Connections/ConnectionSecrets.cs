using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Hosting.Migrations.Domain.Connections;

namespace Hosting.Migrations.Application.Connections;

/// <summary>The secrets of a connection as a client sends them: of each kind has its own, by the names of their fields.</summary>
/// <param name="clientSecret">What an app or client shows to its provider.</param>
/// <param name="certificate">A certificate with its private key in PEM, in the place of a client's secret.</param>
/// <param name="key">The key file of a service account.</param>
/// <param name="password">The master user's.</param>
public sealed class ConnectionSecrets(string? clientSecret, string? certificate, string? key, string? password)
{
    private const int MaxSecretBytes = 4_000;
    private const int MaxFileBytes = 16 * 1024;

    private readonly (string Field, string? Value)[] _all =
        [("client_secret", clientSecret), ("certificate", certificate), ("key", key), ("password", password)];

    /// <summary>None.</summary>
    public static ConnectionSecrets None { get; } = new(null, null, null, null);

    /// <summary>The one that was sent; null = none.</summary>
    public string? Value => clientSecret ?? certificate ?? key ?? password;

    /// <summary>The fields that a kind takes: any one of them.</summary>
    /// <param name="kind">A declared kind.</param>
    internal static IReadOnlyList<string> FieldsOf(ConnectionKind kind) => kind switch
    {
        ConnectionKind.Microsoft365App => ["client_secret", "certificate"],
        ConnectionKind.GoogleServiceAccount => ["key"],
        ConnectionKind.Oauth2User => ["client_secret"],
        ConnectionKind.MasterUser => ["password"],
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>What is wrong with what was sent, by field; a secret that must be there and is not is no matter of this.</summary>
    /// <param name="kind">What it was sent for.</param>
    /// <param name="now">The moment.</param>
    internal IEnumerable<(string Field, string Reason)> FindFaults(ConnectionKind kind, DateTimeOffset now)
    {
        var own = FieldsOf(kind);
        var given = Array.FindAll(_all, secret => secret.Value is not null);
        foreach (var (field, value) in given)
        {
            var reason = !own.Contains(field) ? $"is not part of this kind, which takes {string.Join(" or ", own)}"
                : given.Length > 1 && field == given[^1].Field && own.Contains(given[0].Field) ? $"can't be given beside {given[0].Field}"
                : FindFault(field, value!, now);
            if (reason is not null)
            {
                yield return (field, reason);
            }
        }
    }

    private static string? FindFault(string field, string value, DateTimeOffset now) => field switch
    {
        "certificate" => FindCertificateFault(value, now),
        "key" => Encoding.UTF8.GetByteCount(value) > MaxFileBytes ? TooLong(MaxFileBytes) : ServiceAccountKey.TryRead(value, out _) ? null : ServiceAccountKey.Rule,
        _ => value.Length == 0 ? "must not be empty"
            : Encoding.UTF8.GetByteCount(value) > MaxSecretBytes ? TooLong(MaxSecretBytes)
            : field == "client_secret" && value.Contains("-----BEGIN", StringComparison.Ordinal) ? "must not be a certificate or a key, which goes into certificate"
            : value.Any(char.IsControl) ? "must not contain control characters, line breaks included"
            : null,
    };

    private static string? FindCertificateFault(string pem, DateTimeOffset now)
    {
        const string Rule = "must be a certificate and its RSA private key in PEM, without a passphrase";
        if (Encoding.UTF8.GetByteCount(pem) > MaxFileBytes)
        {
            return TooLong(MaxFileBytes);
        }

        try
        {
            using var certificate = X509Certificate2.CreateFromPem(pem, pem);
            using var rsa = certificate.GetRSAPrivateKey();
            return rsa is null ? Rule
                : !ServiceAccountKey.IsUsable(rsa) ? ServiceAccountKey.SizeRule
                : certificate.NotAfter.ToUniversalTime() <= now.UtcDateTime ? $"has expired on {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd}"
                : null;
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException)
        {
            return Rule;
        }
    }

    private static string TooLong(int most) => $"must have at most {most} bytes";
}
