using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Hosting.Migrations.Application.Connections;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Hosting.Migrations.Infrastructure.Connections;

/// <summary>Signs what an endpoint takes in the place of a secret (RFC 7523).</summary>
internal static class Assertion
{
    /// <summary>How far two clocks may be apart without anybody's minding.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    /// <summary>That of a Microsoft app, by its certificate.</summary>
    /// <param name="pem">The certificate and its key.</param>
    /// <param name="clientId">The app.</param>
    /// <param name="audience">The endpoint.</param>
    /// <param name="now">The moment, by the endpoint's clock.</param>
    public static string OfApp(string pem, string clientId, string audience, DateTimeOffset now)
    {
        using var certificate = X509Certificate2.CreateFromPem(pem, pem);
        using var rsa = certificate.GetRSAPrivateKey()!;
        var descriptor = Describe(rsa, SecurityAlgorithms.RsaSsaPssSha256, clientId, clientId, audience, now);
        descriptor.Claims[JwtRegisteredClaimNames.Jti] = Guid.NewGuid().ToString();
        descriptor.AdditionalHeaderClaims = new Dictionary<string, object> { ["x5t#S256"] = Base64UrlEncoder.Encode(SHA256.HashData(certificate.RawData)) };
        return Handler.CreateToken(descriptor);
    }

    /// <summary>That of a service account of Google's, which stands in for a user.</summary>
    /// <param name="key">The account's key.</param>
    /// <param name="user">The user.</param>
    /// <param name="scope">What for.</param>
    /// <param name="audience">The endpoint.</param>
    /// <param name="now">The moment, by the endpoint's clock.</param>
    public static string OfServiceAccount(ServiceAccountKey key, string user, string scope, string audience, DateTimeOffset now)
    {
        using var rsa = RSA.Create();
        rsa.ImportFromPem(key.PrivateKey);
        var descriptor = Describe(rsa, SecurityAlgorithms.RsaSha256, key.Email, user, audience, now);
        descriptor.SigningCredentials.Key.KeyId = key.KeyId;
        descriptor.Claims["scope"] = scope;
        return Handler.CreateToken(descriptor);
    }

    // Signatures are made by a key that is gone right after.
    private static SecurityTokenDescriptor Describe(RSA rsa, string algorithm, string issuer, string subject, string audience, DateTimeOffset now) => new()
    {
        Issuer = issuer,
        Audience = audience,
        IssuedAt = (now - Tolerance / 2).UtcDateTime,
        NotBefore = (now - Tolerance / 2).UtcDateTime,
        Expires = (now + Life).UtcDateTime,
        Claims = new Dictionary<string, object> { [JwtRegisteredClaimNames.Sub] = subject },
        SigningCredentials = new SigningCredentials(new RsaSecurityKey(rsa), algorithm)
        {
            CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false },
        },
    };
}
