using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Hosting.Migrations.Domain.Customers;

/// <summary>The one spelling of a mail domain: ASCII (IDNA, RFC 5891), lower case, no trailing dot, at least two labels.</summary>
public static class MailDomain
{
    /// <summary>The greatest length of a domain name, in characters (RFC 1035, section 2.3.4).</summary>
    public const int MaxLength = 253;

    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    /// <summary>Brings a domain name into its one spelling.</summary>
    /// <param name="text">A domain name, international or not.</param>
    /// <exception cref="ArgumentException">The text is not a domain name.</exception>
    public static string Parse(string text) =>
        TryParse(text, out var domain) ? domain : throw new ArgumentException($"'{text}' is not a domain name.", nameof(text));

    /// <summary>Brings a domain name into its one spelling, if it is one.</summary>
    /// <param name="text">A domain name, international or not.</param>
    /// <param name="domain">The one spelling.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out string? domain)
    {
        domain = null;
        var isPlain = HostNames.IsPlain(text);
        if (isPlain == false)
        {
            return false;
        }

        try
        {
            var ascii = (isPlain == true ? text : Idn.GetAscii(text)).ToLowerInvariant();

            // Only now, as other characters than '.' separate labels too, until they have become ASCII.
            ascii = ascii.EndsWith('.') ? ascii[..^1] : ascii;
            var labels = ascii.Split('.');
            if (ascii.Length <= MaxLength && labels.Length > 1 && !labels.Contains(string.Empty))
            {
                domain = ascii;
            }
        }
        catch (ArgumentException)
        {
            // IdnMapping has no Try method: an exception is how it says that a label is no label.
        }

        return domain is not null;
    }
}
