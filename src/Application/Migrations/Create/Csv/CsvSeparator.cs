using Hosting.Migrations.Application.Errors;

namespace Hosting.Migrations.Application.Migrations.Create.Csv;

/// <summary>What separates the fields of a file: what its first line names (<c>sep=,</c>, as Excel reads it), or what a header with our names has, or ';'.</summary>
/// <param name="Character">The separator.</param>
/// <param name="IsNamed">Whether the first line is there to name it.</param>
/// <param name="HasMore">Whether something else stands in that line, which would be lost.</param>
internal sealed record CsvSeparator(char Character, bool IsNamed, bool HasMore = false)
{
    public const char Usual = ';';

    private const string Naming = "sep=";
    private const string TabByName = "\\t";
    private const int SignsOfAnother = 3;

    private static readonly (char Character, string Name)[] Others = [(',', "','"), ('\t', "tabs"), ('|', "'|'")];

    /// <summary>Finds the separator of a file.</summary>
    /// <param name="text">The whole file.</param>
    public static CsvSeparator Of(string text)
    {
        var line = FirstLine(text);
        if (line.StartsWith(Naming, StringComparison.OrdinalIgnoreCase))
        {
            var rest = line[Naming.Length..];
            var character = rest is [var named, ..] ? ReadName(rest, named) : Usual;

            // Excel fills the line up with separators when it saves such a file again.
            return new CsvSeparator(character, IsNamed: true, HasMore: rest.StartsWith(TabByName, StringComparison.Ordinal) ? rest.Length > TabByName.Length : rest.Any(one => one != character));
        }

        var withHeader = Others.Select(other => other.Character).Prepend(Usual)
            .Where(separator => CsvRecords.Read(text, separator).FirstOrDefault(record => !record.IsComment) is { IsHeader: true });
        return new CsvSeparator(withHeader.FirstOrDefault(Usual), IsNamed: false);
    }

    /// <summary>What is wrong with a separator that a file names: it has to be one that no name of a server or a column holds.</summary>
    public CsvFault? FindFault() =>
        HasMore ? new CsvFault(1, null, UploadErrorCode.Separator, "names the separator and goes on; begin the first mailbox on a line of its own")
        : Character == Usual || Array.Exists(Others, other => other.Character == Character) ? null
        : new CsvFault(1, null, UploadErrorCode.Separator, "names another separator than ';', ',', tab or '|'");

    /// <summary>The separator by name that a row without a header seems to have instead of ';'; null where it does not seem so.</summary>
    /// <param name="first">The first row.</param>
    public string? FindOther(CsvRecord first) =>
        IsNamed || first.Fields.Count >= CsvColumn.Standard.Count ? null
        : Others.Where(other => first.Fields.Sum(field => field.Count(character => character == other.Character)) >= SignsOfAnother)
            .Select(other => other.Name).FirstOrDefault();

    // As some programs write a tab.
    private static char ReadName(string rest, char named) => rest.StartsWith(TabByName, StringComparison.Ordinal) ? '\t' : named;

    private static string FirstLine(string text)
    {
        var start = text.AsSpan().TrimStart("\r\n");
        var end = start.IndexOfAny('\r', '\n');
        return (end < 0 ? start : start[..end]).Trim("\" ").ToString();
    }
}
