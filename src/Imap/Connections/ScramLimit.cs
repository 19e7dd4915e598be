using System.Globalization;
using System.Text;
using Hosting.Migrations.Imap.Wire;

namespace Hosting.Migrations.Imap.Connections;

/// <summary>Bounds the work that a server has us do before it is known to be the right one (RFC 5802, section 5.1: the iteration count).</summary>
internal static class ScramLimit
{
    // Servers ask for 4,096 to some hundred thousand; this many take a second or so.
    private const int MostIterations = 1_000_000;

    /// <summary>Hands on what a server says in a login's conversation.</summary>
    /// <param name="mechanism">The name of the way to log in, such as <c>SCRAM-SHA-256</c>.</param>
    /// <param name="challenge">What it says, in base64.</param>
    /// <exception cref="WireException">It asks for more than any server needs.</exception>
    public static string Check(string mechanism, string challenge)
    {
        var words = new byte[challenge.Length];
        if (mechanism.StartsWith("SCRAM-", StringComparison.Ordinal) && Convert.TryFromBase64String(challenge, words, out var length)
            && Encoding.Latin1.GetString(words, 0, length).Split(',').Any(AsksForTooMuch))
        {
            throw new WireException($"asked for more than {MostIterations:N0} iterations to log in");
        }

        return challenge;
    }

    private static bool AsksForTooMuch(string attribute) => attribute.StartsWith("i=", StringComparison.Ordinal)
        && !(int.TryParse(attribute.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= MostIterations);
}
