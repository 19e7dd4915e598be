using System.Globalization;
using Hosting.Migrations.Application.Errors;

namespace Hosting.Migrations.Application.Migrations.Create.Csv;

/// <summary>
/// Which field of a row is which column: as a header says, or as in a file in which each user has a password. What is empty in all rows counts as not there.
/// </summary>
/// <param name="table">The file.</param>
/// <param name="columns">The columns by the places of their fields, from 0, in that order.</param>
/// <param name="ignored">The places of fields that mean nothing, since the header has another name for them.</param>
internal sealed class CsvLayout(CsvTable table, IReadOnlyList<(int Index, string Column)> columns, IReadOnlyCollection<int> ignored)
{
    /// <summary>The layout of a file without a header.</summary>
    /// <remarks>
    /// A fifth field may only be empty: it could be the rest of a password that holds a separator, and what stands before it would be shown as the name of a master
    /// user. For the same reason a column that is empty in all rows is left out only before the password's.
    /// </remarks>
    public static CsvLayout WithoutHeader(CsvTable table)
    {
        var width = table.Rows.Max(row => row.Fields.Count - row.Fields.Reverse().TakeWhile(string.IsNullOrWhiteSpace).Count());
        var used = new List<(int, string)>();
        for (var i = 0; used.Count < CsvColumn.Standard.Count; i++)
        {
            var mayBeLeftOut = used.Count < CsvColumn.Standard.Count - 1 && width - i > CsvColumn.Standard.Count - used.Count;
            if (!mayBeLeftOut || table.Rows.Any(row => !row.IsBlankAt(i)))
            {
                used.Add((i, CsvColumn.Standard[used.Count]));
            }
        }

        return new CsvLayout(table, used, []);
    }

    /// <summary>The column and the value of each field of a row; null where their number does not fit.</summary>
    public IReadOnlyList<(string Column, string Value)>? FieldsOf(CsvRecord record)
    {
        if (record.Fields.Count <= columns[^1].Index)
        {
            return null;
        }

        for (var i = 0; i < record.Fields.Count; i++)
        {
            if (!record.IsBlankAt(i) && !columns.Any(column => column.Index == i) && !ignored.Contains(i))
            {
                return null;
            }
        }

        return [.. columns.Select(column => (column.Column, record.Fields[column.Index]))];
    }

    /// <summary>What to say of a row whose number of fields fits nothing.</summary>
    public CsvFault Misfit(CsvRecord record)
    {
        var count = ignored.Append(columns[^1].Index).Max() + 1;
        var quote = $"; quote a field that holds '{table.Separator.Character}'";
        var remedy = record.Fields.Any(TypographicQuotes.Surround) ? "; typographic quotes do not count, put \" in their place"
            : record.Fields.Count < count ? string.Empty
            : table.Header is null && record.Fields.Count == CsvColumn.Master.Count ? $"{quote}, or begin the file with a header if a master user logs in"
            : quote;
        return new CsvFault(
            record.Row, null, UploadErrorCode.FieldCount, string.Create(CultureInfo.InvariantCulture, $"must have {count} fields, not {record.Fields.Count}{remedy}"));
    }

    /// <summary>What to say of a first row that seems to be a header in other words, since nothing in it looks like an address or a server; null if it does not.</summary>
    public static CsvFault? FindUnknownHeader(CsvRecord first) =>
        first.Fields.Count < CsvColumn.Standard.Count - 1 || first.Fields.Any(field => field.Contains('@', StringComparison.Ordinal)) || first.IsBlankAt(0) || LooksLikeAServer(first.Fields[1])
            ? null
            : new CsvFault(
                first.Row,
                null,
                UploadErrorCode.Header,
                $"has no mail address; if it is a header, its names must be {CsvColumn.AsHeader(CsvColumn.Standard)} or {CsvColumn.AsHeader(CsvColumn.Master)}");

    private static bool LooksLikeAServer(string text) => text.AsSpan().IndexOfAny('.', ':', '/') >= 0;
}
