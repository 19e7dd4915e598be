using Hosting.Migrations.Application.Errors;

namespace Hosting.Migrations.Application.Migrations.Create.Csv;

/// <summary>What separates the fields of a file: what its first line names (<c>sep=,</c>, as Excel reads it), or what a header with our names has, or ';'.</summary>
/// <param name="Character">The separator.</param>
/// <param name="IsNamed">Whether the first line is there to name it.</param>
internal sealed record CsvSeparator(char Character, bool IsNamed)
{
    public const char Usual = ';';

    private const string Naming = "sep=";
    private const int SignsOfAnother = 3;

    private static readonly (char Character, string Name)[] Others = [(',', "','"), ('\t', "tabs"), ('|', "'|'")];

    /// <summary>Finds the separator of a file.</summary>
    /// <param name="text">The whole file.</param>
    public static CsvSeparator Of(string text)
    {
        var line = FirstLine(text);
        if (line.StartsWith(Naming, StringComparison.OrdinalIgnoreCase))
        {
            return new CsvSeparator(line[Naming.Length..] is [var named, ..] ? ReadName(line[Naming.Length..], named) : Usual, IsNamed: true);
        }

        var withHeader = Others.Select(other => other.Character).Prepend(Usual)
            .Where(separator => CsvRecords.Read(text, separator).FirstOrDefault(record => !record.IsComment) is { IsHeader: true });
        return new CsvSeparator(withHeader.FirstOrDefault(Usual), IsNamed: false);
    }

    /// <summary>What is wrong with a separator that a file names: it has to be one that no name of a server or a column holds.</summary>
    public CsvFault? FindFault() =>
        Character == Usual || Array.Exists(Others, other => other.Character == Character) ? null
        : new CsvFault(1, null, UploadErrorCode.Separator, "names another separator than ';', ',', tab or '|'");

    /// <summary>The separator by name that a row without a header seems to have instead of ';'; null where it does not seem so.</summary>
    /// <param name="first">The first row.</param>
    public string? FindOther(CsvRecord first) =>
        IsNamed || first.Fields.Count >= CsvColumn.Standard.Count ? null
        : Others.Where(other => first.Fields.Sum(field => field.Count(character => character == other.Character)) >= SignsOfAnother)
            .Select(other => other.Name).FirstOrDefault();

    // As some programs write a tab.
    private static char ReadName(string rest, char named) => rest.StartsWith("\\t", StringComparison.Ordinal) ? '\t' : named;

    private static string FirstLine(string text)
    {
        var start = text.AsSpan().TrimStart("\r\n");
        var end = start.IndexOfAny('\r', '\n');
        return (end < 0 ? start : start[..end]).Trim("\" ").ToString();
    }
}
