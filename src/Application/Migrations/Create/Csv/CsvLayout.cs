using System.Globalization;

namespace Hosting.Migrations.Application.Migrations.Create.Csv;

/// <summary>Which field of a row is which column: as a header says, or as in a file in which each user has a password.</summary>
/// <param name="header">The columns that the header names, in its order; null = there is none.</param>
internal sealed class CsvLayout(IReadOnlyList<string>? header)
{
    private const int NamesOfAHeader = 2;

    /// <summary>Whether a row is meant to be a header. One name alone may also be a user's.</summary>
    public static bool IsHeader(CsvRecord record) => record.Fields.Count(CsvColumn.IsName) >= NamesOfAHeader;

    /// <summary>What is wrong with a header. Columns that nobody knows are named by their place: they might not be names at all.</summary>
    public static IEnumerable<CsvFault> Check(CsvRecord header)
    {
        var names = header.Fields;
        var expected = names.Contains(CsvColumn.MasterUser) || names.Contains(CsvColumn.MasterUserPassword) ? CsvColumn.Master : CsvColumn.Standard;
        var all = string.Join(CsvRecords.Separator, expected);
        for (var i = 0; i < names.Count; i++)
        {
            if (!expected.Contains(names[i]))
            {
                yield return new CsvFault(header.Row, null, string.Create(CultureInfo.InvariantCulture, $"column {i + 1} of the header has another name than {all}"));
            }
        }

        foreach (var name in expected)
        {
            if (names.Count(given => given == name) is var count and not 1)
            {
                yield return new CsvFault(header.Row, null, $"column {name} is {(count == 0 ? "missing in" : "given twice by")} the header");
            }
        }
    }

    /// <summary>
    /// The columns of a row in the order of its fields; null where their number does not fit. Without a header a fifth field may only be empty: it could be
    /// the rest of a password that holds a separator, and what stands before it would be shown as the name of a master user.
    /// </summary>
    public IReadOnlyList<string>? ColumnsOf(CsvRecord record) =>
        header is not null ? (record.Fields.Count == header.Count ? header : null)
        : record.Fields.Count == CsvColumn.Standard.Count || (record.Fields.Count == CsvColumn.Standard.Count + 1 && record.Fields[^1].Length == 0) ? CsvColumn.Standard
        : null;

    /// <summary>What to say of a row whose number of fields fits nothing.</summary>
    public CsvFault Misfit(CsvRecord record)
    {
        var count = header?.Count ?? CsvColumn.Standard.Count;
        var remedy = record.Fields.Count < count ? string.Empty
            : header is null && record.Fields.Count == CsvColumn.Master.Count ? "; quote a field that holds ';', or begin the file with a header if a master user logs in"
            : "; quote a field that holds ';'";
        return new CsvFault(record.Row, null, string.Create(CultureInfo.InvariantCulture, $"must have {count} fields, not {record.Fields.Count}{remedy}"));
    }
}
