using System.Globalization;
using Hosting.Migrations.Application.Errors;

namespace Hosting.Migrations.Application.Migrations.Create.Csv;

/// <summary>Reads a header. Columns that nobody knows are named by their place: they might not be names at all.</summary>
internal sealed class CsvHeader
{
    private readonly CsvTable _table;
    private readonly CsvRecord _header;
    private readonly string[] _names;
    private readonly IReadOnlyList<string> _expected;

    private CsvHeader(CsvTable table, CsvRecord header)
    {
        (_table, _header) = (table, header);
        _names = [.. header.Fields.Select(CsvColumn.Normalize)];
        _expected = HasMasters() ? CsvColumn.Master
            : !PlacesOf(CsvColumn.Connection).Any(IsUsed) ? CsvColumn.Standard
            : PlacesOf(CsvColumn.RemotePassword).Any(IsUsed) ? CsvColumn.Mixed
            : CsvColumn.Connected;
    }

    /// <summary>The layout that a header gives a file, and what is wrong with it; no layout where it lacks columns.</summary>
    /// <param name="table">The file.</param>
    /// <param name="header">Its header.</param>
    public static (CsvLayout? Layout, IReadOnlyList<CsvFault> Faults) Read(CsvTable table, CsvRecord header) => new CsvHeader(table, header).Read();

    private (CsvLayout? Layout, IReadOnlyList<CsvFault> Faults) Read()
    {
        var faults = new List<CsvFault>();
        var columns = new List<(int Index, string Column)>();
        var ignored = new List<int>();
        var last = Array.FindLastIndex(_names, name => name.Length > 0);
        for (var i = 0; i <= last; i++)
        {
            if (_expected.Contains(_names[i]) && (IsUsed(i) || _names.Count(name => name == _names[i]) == 1))
            {
                columns.Add((i, _names[i]));
            }
            else if (IsUsed(i))
            {
                ignored.Add(i);
                faults.Add(Fault($"column {i + 1} of the header has another name than {CsvColumn.AsHeader(_expected)}"));
            }
        }

        faults.AddRange(
            from name in _expected
            let count = columns.Count(column => column.Column == name)
            where count != 1
            select Fault($"column {name} is {(count == 0 ? "missing in" : "given twice by")} the header"));
        var isWhole = columns.Select(column => column.Column).Order(StringComparer.Ordinal).SequenceEqual(_expected.Order(StringComparer.Ordinal));
        return (isWhole ? new CsvLayout(_table, columns, ignored) : null, faults);
    }

    // A template may name the columns of both kinds; those that hold something count.
    private bool HasMasters()
    {
        int[] masters = [.. PlacesOf(CsvColumn.MasterUser), .. PlacesOf(CsvColumn.MasterUserPassword)];
        return masters.Length > 0 && (masters.Any(IsUsed) || !_names.Contains(CsvColumn.RemotePassword));
    }

    private IEnumerable<int> PlacesOf(string name) => Enumerable.Range(0, _names.Length).Where(i => _names[i] == name);

    private bool IsUsed(int index) => _table.Rows.Any(row => !row.IsBlankAt(index));

    private CsvFault Fault(FormattableString reason) => new(_header.Row, null, UploadErrorCode.Header, reason.ToString(CultureInfo.InvariantCulture));
}
