using System.Globalization;
using System.Security.Cryptography;

namespace Hosting.Migrations.Domain.Migrations;

/// <summary>The rule for migration codes: <c>MG</c> followed by 8 digits.</summary>
public static class MigrationCode
{
    /// <summary>The length of every code, in characters.</summary>
    public const int Length = 10;

    /// <summary>The same rule as a regular expression.</summary>
    public const string Pattern = "^MG[0-9]{8}$";

    /// <summary>How many different codes there are.</summary>
    public const int Count = 100_000_000;

    private const string Prefix = "MG";

    /// <summary>Makes a code at random, so that codes tell nothing about how many migrations there are.</summary>
    public static string New() => FromNumber(RandomNumberGenerator.GetInt32(Count));

    /// <summary>Makes the code with a number.</summary>
    /// <param name="number">0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of range.</exception>
    public static string FromNumber(int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, Count);
        return Prefix + number.ToString("D8", CultureInfo.InvariantCulture);
    }

    /// <summary>Whether a text has the form of a migration code.</summary>
    /// <param name="text">The text to check.</param>
    public static bool IsValid(string text) =>
        text.Length == Length
        && text.StartsWith(Prefix, StringComparison.Ordinal)
        && text.AsSpan(Prefix.Length).IndexOfAnyExceptInRange('0', '9') < 0;
}
