namespace Hosting.Migrations.Cli.Client;

/// <summary>The file that holds the token; an argument could be read by every user of the machine.</summary>
internal static class TokenFile
{
    public const string Variable = "MIGRATIONS_TOKEN_FILE";

    /// <summary>Reads the token: the only line of the file that is not blank.</summary>
    /// <exception cref="FormatException">No file is named, others than its owner can read it, or it holds anything else.</exception>
    public static string Read(string? path) => path is { Length: > 0 } ? TokenText.ReadFile(path)
        : throw new FormatException($"--token-file (or {Variable}) must name the file that holds the token");
}
