using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Hosting.Migrations.Domain.Customers;

/// <summary>
/// The address of a mailbox at the destination, so written that no server reads another mailbox, a path or a second name out of it. What is
/// checked is what is sent: the domain stands in its one spelling (<see cref="MailDomain"/>).
/// </summary>
/// <param name="LocalPart">What stands before the '@'.</param>
/// <param name="Domain">The domain; null for a mailbox without one.</param>
public sealed record MailboxAddress(string LocalPart, string? Domain)
{
    /// <summary>What joins user and master user into one login unless another is configured.</summary>
    public const string DefaultMasterSeparator = "*";

    /// <summary>The greatest length of an address, in characters: a path has at most 256 octets, two of them angle brackets (RFC 5321, section 4.5.3.1).</summary>
    public const int MaxLength = 254;

    /// <summary>The greatest length of <see cref="LocalPart"/>, in bytes of UTF-8 (RFC 5321, section 4.5.3.1.1).</summary>
    public const int MaxLocalBytes = 64;

    // All that an address has in practice. What RFC 5322 allows beyond that are wildcards, separators, quotes and signs that mail stores, shells or
    // master logins give a meaning of their own.
    private const string AllowedSigns = ".-_+'&=";

    /// <summary>Reads an address.</summary>
    /// <param name="text">The address as somebody wrote it.</param>
    /// <param name="masterSeparator">What joins user and master user into one login.</param>
    /// <param name="address">The address.</param>
    /// <param name="fault">What is wrong with it, as the end of a sentence. Never quotes the text.</param>
    public static bool TryParse(
        string text, string masterSeparator, [NotNullWhen(true)] out MailboxAddress? address, [NotNullWhen(false)] out string? fault)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var local = at < 0 ? text : text[..at];
        string? domain = null;
        fault = HiddenCharacters.Find(text) is { } hidden ? $"must not contain {HiddenCharacters.Describe(hidden)}, a character that is not seen"
            : text.Length > MaxLength ? $"must have at most {MaxLength} characters"
            : text.Any(char.IsWhiteSpace) ? "must not contain blanks"
            : local.Length == 0 || (at >= 0 && !MailDomain.TryParse(text[(at + 1)..], out domain)) ? "must be a mail address, such as anna@example.com"
            : FindLocalFault(local);
        fault ??= masterSeparator.Length > 0 && $"{local}@{domain}".Contains(masterSeparator, StringComparison.Ordinal)
            ? "must not contain what separates user and master user in a login at the destination"
            : null;
        address = fault is null ? new MailboxAddress(local, domain) : null;
        return address is not null;
    }

    /// <summary>The address as it is kept and sent.</summary>
    public override string ToString() => Domain is null ? LocalPart : $"{LocalPart}@{Domain}";

    private static string? FindLocalFault(string local) =>
        FindSpecial(local) is { } special ? $"must not contain {HiddenCharacters.Describe(special)} before the '@': mail servers could read another mailbox, or more than a name, out of it"
        : local.StartsWith('.') || local.EndsWith('.') || local.Contains("..", StringComparison.Ordinal) ? "must not begin or end with a dot before the '@', or have two in a row there"
        : Encoding.UTF8.GetByteCount(local) > MaxLocalBytes ? string.Create(CultureInfo.InvariantCulture, $"must have at most {MaxLocalBytes} bytes before the '@'")
        : !local.IsNormalized(NormalizationForm.FormKC) ? "must be written with composed characters of ordinary width before the '@' (Unicode NFKC)"
        : null;

    private static Rune? FindSpecial(string local)
    {
        foreach (var rune in local.EnumerateRunes())
        {
            if (!IsOrdinary(rune))
            {
                return rune;
            }
        }

        return null;
    }

    private static bool IsOrdinary(Rune rune) => rune.IsAscii
        ? Rune.IsLetterOrDigit(rune) || AllowedSigns.Contains((char)rune.Value, StringComparison.Ordinal)
        : Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
