using System.Text.RegularExpressions;

namespace Hosting.Migrations.Domain.Connections;

/// <summary>The name by which a customer knows a connection, and by which a CSV file names it: no separator or quote of such a file occurs in it.</summary>
public static partial class ConnectionName
{
    /// <summary>What every name looks like, as a regular expression.</summary>
    public const string Pattern = "^[A-Za-z0-9][A-Za-z0-9._-]{0,49}$";

    /// <summary>The greatest length of a name, in characters.</summary>
    public const int MaxLength = 50;

    /// <summary>Whether a text can be a name.</summary>
    /// <param name="text">The text to check.</param>
    public static bool IsValid(string text) => Rule().IsMatch(text);

    /// <summary>A name without regard to case, which no two connections of a customer share.</summary>
    /// <param name="name">A valid name.</param>
    public static string Fold(string name) => name.ToUpperInvariant();

    // \z and not $: in .NET, $ lets a trailing line feed through.
    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,49}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Rule();
}
