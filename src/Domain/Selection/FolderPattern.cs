using System.IO.Enumeration;

namespace Hosting.Migrations.Domain.Selection;

/// <summary>
/// Names folders by a glob: levels with <c>/</c> between them, in which <c>*</c> stands for any characters and <c>?</c> for one, and <c>**</c> as a level for
/// any levels. <c>\Trash</c> and the like, as the first level, stand for the folder that is for it, with all below unless more follows. A backslash before
/// <c>*</c>, <c>?</c>, <c>=</c> and itself takes their meaning away.
/// </summary>
public sealed record FolderPattern
{
    /// <summary>The greatest length of a pattern, in characters.</summary>
    public const int MaxLength = 300;

    private const string AnyLevels = "**";
    private const char Escape = '\\';

    private readonly FolderUses _use;
    private readonly string[] _levels;

    private FolderPattern(string text)
    {
        Text = text;
        var levels = text.Split('/');
        _use = UseOf(levels[0]) ?? FolderUses.None;
        _levels = [.. levels.Select((level, at) => FolderLevel.Spell(Prepare(level), at == 0)).Skip(_use == FolderUses.None ? 0 : 1)];
        IsLiteral = !levels.Any(HasWildcard);
    }

    /// <summary>The pattern, as it was written.</summary>
    public string Text { get; }

    /// <summary>Whether it names one folder, without a glob.</summary>
    public bool IsLiteral { get; }

    /// <summary>Reads a pattern.</summary>
    /// <param name="text">The pattern.</param>
    /// <exception cref="FormatException">It is malformed; the message says in which way.</exception>
    public static FolderPattern Parse(string text) => FindFault(text) is { } fault ? throw new FormatException($"the folder pattern {fault}") : new FolderPattern(text);

    /// <summary>What is wrong with a text as a pattern; null if it is one.</summary>
    /// <param name="text">The text.</param>
    public static string? FindFault(string text)
    {
        if (FolderText.FindFault(text, MaxLength) is { } fault)
        {
            return fault;
        }

        var levels = text.Split('/');
        return levels.Select((level, at) => FindFaultOfLevel(level, isFirst: at == 0)).FirstOrDefault(found => found is not null);
    }

    /// <summary>Whether it names a folder.</summary>
    /// <param name="folder">The folder.</param>
    public bool Matches(FolderPath folder) => MatchesFrom(folder, _levels.Length == 0 ? [AnyLevels] : _levels);

    /// <summary>Whether it names a folder itself, and not only one above it.</summary>
    /// <param name="folder">The folder.</param>
    public bool Names(FolderPath folder) => MatchesFrom(folder, _levels);

    /// <summary>Whether it names a folder itself, or one in which that lies.</summary>
    /// <param name="folder">The folder.</param>
    public bool NamesOneOf(FolderPath folder) => Enumerable.Range(1, folder.Levels.Count).Any(depth => Names(folder.Above(depth)));

    /// <inheritdoc />
    public bool Equals(FolderPattern? other) => other is not null && Text == other.Text;

    /// <inheritdoc />
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc />
    public override string ToString() => Text;

    private bool MatchesFrom(FolderPath folder, string[] levels)
    {
        if (_use == FolderUses.None)
        {
            return Matches(levels, folder.Levels, first: 0);
        }

        for (var depth = 0; depth < folder.Levels.Count; depth++)
        {
            if ((folder.Levels[depth].Uses & _use) != 0 && Matches(levels, folder.Levels, depth + 1))
            {
                return true;
            }
        }

        return false;
    }

    // As globs are matched without going back more than once to the last **: as long as there are levels, and no longer.
    private static bool Matches(string[] pattern, IReadOnlyList<FolderLevel> levels, int first)
    {
        var (at, level, any, from) = (0, first, -1, first);
        while (level < levels.Count)
        {
            if (at < pattern.Length && pattern[at] == AnyLevels)
            {
                (any, from) = (at++, level);
            }
            else if (at < pattern.Length && FileSystemName.MatchesSimpleExpression(pattern[at], levels[level].Name, ignoreCase: false))
            {
                at++;
                level++;
            }
            else if (any >= 0)
            {
                (at, level) = (any + 1, ++from);
            }
            else
            {
                return false;
            }
        }

        return pattern.Skip(at).All(rest => rest == AnyLevels);
    }

    private static string? FindFaultOfLevel(string level, bool isFirst)
    {
        if (isFirst && UseOf(level) is not null)
        {
            return null;
        }

        if (level != AnyLevels && level.Contains(AnyLevels, StringComparison.Ordinal))
        {
            return $"must have {AnyLevels} as a level of its own, such as Projects/**";
        }

        for (var at = 0; at < level.Length; at++)
        {
            if (level[at] == Escape && (++at == level.Length || (!IsWildcard(level[at]) && level[at] is not (Escape or '='))))
            {
                return $@"must begin with one of {string.Join(", ", SpecialNames)} where it begins with a backslash; elsewhere a backslash stands only before *, ?, = and itself";
            }
        }

        return null;
    }

    private static IEnumerable<string> SpecialNames => Enum.GetValues<FolderUses>().Where(use => use != FolderUses.None).Select(use => $@"\{use}");

    private static FolderUses? UseOf(string level) =>
        Enum.GetValues<FolderUses>().Where(use => use != FolderUses.None && level.Equals($@"\{use}", StringComparison.OrdinalIgnoreCase)).Select(use => (FolderUses?)use).FirstOrDefault();

    // The library knows the other escapes.
    private static string Prepare(string level) => level.Replace(@"\=", "=", StringComparison.Ordinal);

    private static bool HasWildcard(string level)
    {
        for (var at = 0; at < level.Length; at += level[at] == Escape ? 2 : 1)
        {
            if (IsWildcard(level[at]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsWildcard(char character) => character is '*' or '?';
}
