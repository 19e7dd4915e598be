using System.CommandLine;
using System.CommandLine.Parsing;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.Selection;

namespace Hosting.Migrations.Cli;

/// <summary>The options that choose folders and messages.</summary>
internal static class SelectionOptions
{
    /// <summary>The folders that are copied.</summary>
    public static readonly Option<string[]> Include = new("--include")
    {
        Description = @"Copy only folders like these: names with / between levels, * and ? within a level, ** for any levels, or \Sent, \Trash and the like.",
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>The folders that are not.</summary>
    public static readonly Option<string[]> Exclude = new("--exclude") { Description = "Leave out folders like these, whatever includes them.", AllowMultipleArgumentsPerToken = true };

    /// <summary>Where folders go.</summary>
    public static readonly Option<string[]> Map = new("--map")
    {
        Description = @"FROM=TO: what a folder becomes at the destination, with all below it. A = in FROM is written \=.",
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>The upper date.</summary>
    public static readonly Option<DateTimeOffset?> Before = new("--before") { Description = "Copy only messages received before this moment, such as 2026-01-31." };

    /// <summary>The largest message.</summary>
    public static readonly Option<string?> MaxSize = new("--max-size") { Description = "Leave out messages that are larger, in bytes or such as 25MB or 25MiB." };

    private const string WrongSize = "--max-size must be a number of bytes, with KB, MB, GB, KiB, MiB or GiB behind it if need be, such as 25MB";

    /// <summary>Tells what is wrong with the values.</summary>
    public static void FindProblem(CommandResult given)
    {
        string[] faults =
        [
            .. Find(given.GetValue(Include), "--include"),
            .. Find(given.GetValue(Exclude), "--exclude"),
            .. FindInMap(given.GetValue(Map) ?? []),
            .. given.GetValue(MaxSize) is { } size && ByteSize.Read(size) is null ? [WrongSize] : Array.Empty<string>(),
        ];
        if (faults.Length > 0)
        {
            given.AddError(string.Join("; ", faults));
        }
    }

    /// <summary>What is chosen.</summary>
    public static MailSelection Read(ParseResult parsed) => new(
        new FolderSelection
        {
            Include = [.. (parsed.GetValue(Include) ?? []).Select(FolderPattern.Parse)],
            Exclude = [.. (parsed.GetValue(Exclude) ?? []).Select(FolderPattern.Parse)],
            Map = [.. (parsed.GetValue(Map) ?? []).Select(text => Split(text)!.Value).Select(pair => FolderMapping.Of(pair.From, pair.To))],
        },
        parsed.GetValue(Before),
        parsed.GetValue(MaxSize) is { } size ? ByteSize.Read(size) : null);

    private static IEnumerable<string> Find(string[]? patterns, string option)
    {
        if (patterns?.Length > FolderSelection.MaxEntries)
        {
            yield return $"{option} takes at most {FolderSelection.MaxEntries} folders";
        }

        foreach (var pattern in patterns ?? [])
        {
            if (FolderPattern.FindFault(pattern) is { } fault)
            {
                yield return $"{option} '{Shown(pattern)}' {fault}";
            }
        }
    }

    private static IEnumerable<string> FindInMap(string[] map)
    {
        var mappings = new List<FolderMapping>();
        foreach (var text in map)
        {
            if (Split(text) is not var (from, to))
            {
                yield return $"--map '{Shown(text)}' must be FROM=TO, such as Old=Archive/Old";
            }
            else if (FolderMapping.FindFault(from, to) is { } fault)
            {
                yield return $"--map '{Shown(text)}': {fault}";
            }
            else
            {
                mappings.Add(FolderMapping.Of(from, to));
            }
        }

        if (map.Length > FolderSelection.MaxEntries)
        {
            yield return $"--map takes at most {FolderSelection.MaxEntries} folders";
        }

        if (FolderSelection.FindFault(mappings) is { } beside)
        {
            yield return $"--map {beside}";
        }
    }

    private static string Shown(string text) => ForeignText.Clean(text, FolderPattern.MaxLength);

    // At the first = without a backslash before it; a backslash takes the meaning of what follows, another one included.
    private static (string From, string To)? Split(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '=')
            {
                return (text[..at], text[(at + 1)..]);
            }

            at += text[at] == '\\' ? 1 : 0;
        }

        return null;
    }
}
