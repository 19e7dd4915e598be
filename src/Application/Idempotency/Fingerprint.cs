using System.Security.Cryptography;
using System.Text.Json;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Application.Security;

namespace Hosting.Migrations.Application.Idempotency;

/// <summary>The hash of what a request says. It is encrypted where it is kept: a hash alone would let weak passwords be guessed.</summary>
internal static class Fingerprint
{
    public static string SealFingerprint<TResponse>(this ISecretSealer sealer, IIdempotentRequest<TResponse> request) =>
        sealer.Seal(new Secret(Convert.ToHexString(Hash(request))));

    public static bool Matches<TResponse>(this ISecretSealer sealer, IIdempotentRequest<TResponse> request, string sealedFingerprint) =>
        CryptographicOperations.FixedTimeEquals(Convert.FromHexString(sealer.Unseal(sealedFingerprint).Reveal()), Hash(request));

    private static byte[] Hash<TResponse>(IIdempotentRequest<TResponse> request) => SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(request.Meaning));
}
