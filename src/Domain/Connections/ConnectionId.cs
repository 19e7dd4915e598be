using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Hosting.Migrations.Domain.Connections;

/// <summary>
/// The id by which clients know a connection, such as <c>cn_4m1q8x0c7v2n9b5k</c>. It is random, and says nothing of how many there are.
/// </summary>
public static partial class ConnectionId
{
    /// <summary>What every id looks like, as a regular expression.</summary>
    public const string Pattern = "^cn_[0-9a-z]{16}$";

    /// <summary>The length of every id, in characters.</summary>
    public const int Length = 19;

    private const string Prefix = "cn_";
    private const string Characters = "0123456789abcdefghijklmnopqrstuvwxyz";

    /// <summary>Makes an id.</summary>
    public static string New() => Prefix + RandomNumberGenerator.GetString(Characters, Length - Prefix.Length);

    /// <summary>Whether a text has the form of an id.</summary>
    /// <param name="text">The text to check.</param>
    public static bool IsValid(string text) => Rule().IsMatch(text);

    // \z and not $: in .NET, $ lets a trailing line feed through.
    [GeneratedRegex(@"^cn_[0-9a-z]{16}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Rule();
}
