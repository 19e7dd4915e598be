using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;

namespace Hosting.Migrations.Application.Connections;

/// <summary>The key file of one of Google's service accounts. Whatever else it says, such as where to get tokens, is not heeded.</summary>
/// <param name="email">The account.</param>
/// <param name="keyId">The key's name; null = it says none.</param>
/// <param name="privateKey">The RSA key in PEM.</param>
public sealed class ServiceAccountKey(string email, string? keyId, string privateKey)
{
    /// <summary>What a key file has to be.</summary>
    public const string Rule = "must be the JSON key file of a service account, with type, client_email and private_key (RSA of 2048 to 8192 bits, PEM)";

    /// <summary>How large a key has to be.</summary>
    public const string SizeRule = "must have an RSA key of 2048 to 8192 bits";

    private const int MaxTextLength = 320;
    private const int LeastBits = 2048;
    private const int MostBits = 8192;

    /// <summary>The account.</summary>
    public string Email => email;

    /// <summary>The key's name; null = the file says none.</summary>
    public string? KeyId => keyId;

    /// <summary>The RSA key in PEM.</summary>
    public string PrivateKey => privateKey;

    /// <summary>Reads a key file, if it is one.</summary>
    /// <param name="text">The file.</param>
    /// <param name="key">What it says.</param>
    public static bool TryRead(string text, [NotNullWhen(true)] out ServiceAccountKey? key)
    {
        key = null;
        try
        {
            using var file = JsonDocument.Parse(text);
            if (file.RootElement is { ValueKind: JsonValueKind.Object } root
                && TextOf(root, "type") == "service_account"
                && TextOf(root, "client_email") is { Length: > 0 and <= MaxTextLength } email && email.Contains('@', StringComparison.Ordinal)
                && TextOf(root, "private_key") is { } pem && IsKey(pem))
            {
                key = new ServiceAccountKey(email, TextOf(root, "private_key_id"), pem);
            }
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // No JSON, or a text with half a surrogate pair.
        }

        return key is not null;
    }

    /// <summary>Whether a key is neither too weak to be taken nor so large that signing with it is work.</summary>
    /// <param name="rsa">The key.</param>
    internal static bool IsUsable(RSA rsa) => rsa.KeySize is >= LeastBits and <= MostBits;

    private static bool IsKey(string pem)
    {
        try
        {
            using var rsa = RSA.Create();
            rsa.ImportFromPem(pem);
            if (!IsUsable(rsa))
            {
                return false;
            }

            // Of a public key nothing can be signed.
            rsa.SignData([], HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            return true;
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException)
        {
            return false;
        }
    }

    private static string? TextOf(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
