using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Hosting.Migrations.Domain.Customers;

/// <summary>The secret that a client sends. It is shown once, when it is issued; only its hash is stored.</summary>
public static class ApiTokenSecret
{
    /// <summary>The greatest length of a token that is looked up at all, in characters.</summary>
    public const int MaxLength = 128;

    private const string Prefix = "hm_";
    private const int RandomBytes = 32;

    /// <summary>Makes a new secret with 256 random bits.</summary>
    public static string New() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    /// <summary>The SHA-256 of a secret's UTF-8 bytes: 32 bytes. A secret has full entropy, so it needs no salt.</summary>
    /// <param name="secret">The secret as the client sends it.</param>
    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
