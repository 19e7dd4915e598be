namespace Hosting.Migrations.Cli;

/// <summary>Reads tokens as files and programs have them.</summary>
internal static class TokenText
{
    /// <summary>The token that a file holds.</summary>
    /// <exception cref="FormatException">Others than its owner can read it, or it holds anything else.</exception>
    public static string ReadFile(string path) => Find(PrivateFile.ReadLines(path, "a token")) ?? throw new FormatException($"{path} must hold one token, in one line");

    /// <summary>The only line that is not blank.</summary>
    /// <returns>Null where there is none, or several, or it holds what no token does: it may be a secret of another kind, and is not to be repeated.</returns>
    public static string? Find(IEnumerable<string> lines) => lines.Select(line => line.Trim()).Where(line => line.Length > 0).Take(2).ToList() is [var token]
        && token.All(letter => letter is > ' ' and < '\x7f')
            ? token
            : null;
}
