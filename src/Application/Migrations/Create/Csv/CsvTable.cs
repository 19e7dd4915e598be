using System.Globalization;
using Hosting.Migrations.Application.Errors;

namespace Hosting.Migrations.Application.Migrations.Create.Csv;

/// <summary>A file taken apart into its header and its rows, before anything is known of what they mean.</summary>
internal sealed class CsvTable
{
    private const char ByteOrderMark = '\uFEFF';

    private readonly List<CsvFault> _faults = [];
    private readonly List<CsvRecord> _rows = [];

    private CsvTable(CsvSeparator separator) => Separator = separator;

    public CsvSeparator Separator { get; }

    /// <summary>The header; null where there is none.</summary>
    public CsvRecord? Header { get; private set; }

    /// <summary>The rows that should be mailboxes, in the file's order.</summary>
    public IReadOnlyList<CsvRecord> Rows => _rows;

    /// <summary>What is wrong with lines that are no mailboxes.</summary>
    public IReadOnlyList<CsvFault> Faults => _faults;

    /// <summary>Takes a file apart.</summary>
    /// <param name="text">The whole file. Files with a byte order mark that were joined have one at the beginning of a line too.</param>
    public static CsvTable Read(string text)
    {
        var clean = text.TrimStart(ByteOrderMark)
            .Replace($"\n{ByteOrderMark}", "\n", StringComparison.Ordinal).Replace($"\r{ByteOrderMark}", "\r", StringComparison.Ordinal);
        var table = new CsvTable(CsvSeparator.Of(clean));
        if (table.Separator.FindFault() is { } fault)
        {
            table._faults.Add(fault);
            return table;
        }

        foreach (var record in CsvRecords.Read(clean, table.Separator.Character).Skip(table.Separator.IsNamed ? 1 : 0))
        {
            table.Add(record);
        }

        return table;
    }

    // Below a header in another order, a row may begin with a password.
    private bool BeginsWithAddress => Header is null || CsvColumn.Normalize(Header.Fields[0]) == CsvColumn.LocalEmail;

    private void Add(CsvRecord record)
    {
        if (record.IsComment && (BeginsWithAddress || record.Fields.Skip(1).All(string.IsNullOrWhiteSpace)))
        {
            _faults.Add(new CsvFault(record.Row, null, UploadErrorCode.Comment, "is a comment, which the file must not have; take the line out"));
        }
        else if (!record.IsHeader)
        {
            _rows.Add(record);
        }
        else if (Header is null && _rows.Count == 0)
        {
            Header = record;
        }
        else if (Header is null || !Header.Fields.Select(CsvColumn.Normalize).SequenceEqual(record.Fields.Select(CsvColumn.Normalize)))
        {
            _faults.Add(new CsvFault(record.Row, null, UploadErrorCode.Header, Header is null
                ? "is a header, which must come first"
                : string.Create(CultureInfo.InvariantCulture, $"is another header than that in row {Header.Row}")));
        }
    }
}
