namespace Hosting.Migrations.Cli.Client;

/// <summary>Names requests, so that one which is sent again is not done again.</summary>
internal static class RequestKey
{
    private const int MaxLength = 200;

    /// <summary>A name that no other request has.</summary>
    public static string New() => Guid.NewGuid().ToString("N");

    /// <summary>Whether the service takes a text as a name.</summary>
    public static bool IsValid(string text) => text.Length is > 0 and <= MaxLength && text.All(character => character is > ' ' and <= '~');
}
