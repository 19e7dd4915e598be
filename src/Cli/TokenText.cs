namespace Hosting.Migrations.Cli;

/// <summary>Reads tokens as files and programs have them.</summary>
internal static class TokenText
{
    /// <summary>The only line that is not blank.</summary>
    /// <returns>Null where there is none, or several, or it holds what no token does: it may be a secret of another kind, and is not to be repeated.</returns>
    public static string? Find(IEnumerable<string> lines) => lines.Select(line => line.Trim()).Where(line => line.Length > 0).Take(2).ToList() is [var token]
        && token.All(letter => letter is > ' ' and < '\x7f')
            ? token
            : null;
}
