using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Hosting.Migrations.Domain.Customers;

/// <summary>
/// The secret that a client sends. It is shown once, when it is issued; only its hash is stored. New ones have a form that whoever looks for leaked
/// secrets can tell from any other text, <c>hm_</c>, 43 letters and digits, <c>_</c> and a checksum of 6; those of versions before have another.
/// </summary>
public static partial class ApiTokenSecret
{
    /// <summary>The greatest length of a token that is looked up at all, in characters.</summary>
    public const int MaxLength = 128;

    private const string Prefix = "hm_";
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int ChecksumLength = 6;

    // 62^43 is more than 2^256.
    private const int RandomLength = 43;

    // CRC-32 as in Ethernet and ZIP (ISO 3309), from the least bit on.
    private const uint Polynomial = 0xEDB88320;

    /// <summary>Makes a new secret with 256 random bits.</summary>
    public static string New()
    {
        var text = Prefix + RandomNumberGenerator.GetString(Digits, RandomLength);
        return $"{text}_{ChecksumOf(text)}";
    }

    /// <summary>Whether a text has the form of a new secret and another checksum, so that it can't be one: a misspelt one, or made up.</summary>
    /// <param name="secret">The secret as the client sends it.</param>
    public static bool IsDamaged(string secret) =>
        Form().IsMatch(secret)
        && !secret.AsSpan(secret.Length - ChecksumLength).SequenceEqual(ChecksumOf(secret.AsSpan(0, secret.Length - ChecksumLength - 1)));

    /// <summary>The SHA-256 of a secret's UTF-8 bytes: 32 bytes. A secret has full entropy, so it needs no salt.</summary>
    /// <param name="secret">The secret as the client sends it.</param>
    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    private static string ChecksumOf(ReadOnlySpan<char> text)
    {
        var crc = uint.MaxValue;
        foreach (var character in text)
        {
            crc ^= character;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) == 0 ? 0 : Polynomial);
            }
        }

        return string.Create(ChecksumLength, ~crc, static (digits, rest) =>
        {
            for (var i = digits.Length - 1; i >= 0; i--, rest /= (uint)Digits.Length)
            {
                digits[i] = Digits[(int)(rest % (uint)Digits.Length)];
            }
        });
    }

    [GeneratedRegex(@"^hm_[0-9A-Za-z]{43}_[0-9A-Za-z]{6}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
