namespace Hosting.Migrations.Cli.Client;

/// <summary>The file that holds the token; an argument could be read by every user of the machine.</summary>
internal static class TokenFile
{
    public const string Variable = "MIGRATIONS_TOKEN_FILE";

    /// <summary>Reads the token: the only line of the file that is not blank.</summary>
    /// <exception cref="FormatException">No file is named, others than its owner can read it, or it holds anything else.</exception>
    public static string Read(string? path)
    {
        if (path is not { Length: > 0 })
        {
            throw new FormatException($"--token-file (or {Variable}) must name the file that holds the token");
        }

        // What can't stand in a header may be a secret of another kind: it is not repeated.
        return PrivateFile.ReadLines(path, "a token").Select(line => line.Trim()).Where(line => line.Length > 0).ToList() is [var token] && token.All(letter => letter is > ' ' and < '\x7f')
            ? token
            : throw new FormatException($"{path} must hold one token, in one line");
    }
}
