using System.Text.RegularExpressions;

namespace Hosting.Migrations.Domain.Customers;

/// <summary>The rule for customer codes: 1 to 32 ASCII letters, digits, <c>_</c> or <c>-</c>. Case matters where one is looked
/// up, and can't tell two customers apart.</summary>
public static partial class CustomerCode
{
    /// <summary>The greatest length, in characters.</summary>
    public const int MaxLength = 32;

    /// <summary>The rule as a regular expression, as the API documents it.</summary>
    public const string Pattern = "^[A-Za-z0-9_-]{1,32}$";

    /// <summary>Whether a text has the form of a customer code.</summary>
    /// <param name="text">The text to check.</param>
    public static bool IsValid(string text) => Rule().IsMatch(text);

    /// <summary>A code without regard to case.</summary>
    /// <param name="code">A customer code.</param>
    public static string Fold(string code) => code.ToUpperInvariant();

    // \z and not $: in .NET, $ lets a trailing line feed through.
    [GeneratedRegex(@"^[A-Za-z0-9_-]{1,32}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Rule();
}
