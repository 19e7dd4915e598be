using System.Globalization;
using System.Text;
using Hosting.Migrations.Application.Errors;

namespace Hosting.Migrations.Application.Migrations.Create.Csv;

/// <summary>What a CSV file says: its mailboxes, everything that is wrong with it, and what may be meant otherwise.</summary>
/// <param name="Mailboxes">The mailboxes whose addresses and sources could be read.</param>
/// <param name="Faults">What is wrong.</param>
/// <param name="Warnings">What is sound, but seldom meant.</param>
internal sealed record CsvContent(IReadOnlyList<CsvMailbox> Mailboxes, IReadOnlyList<CsvFault> Faults, IReadOnlyList<CsvFault> Warnings)
{
    /// <summary>Reads a CSV file.</summary>
    /// <param name="text">The whole file; a byte order mark is allowed.</param>
    /// <param name="rules">What it is held against.</param>
    public static CsvContent Read(string text, CsvRules rules)
    {
        if (FileKind.FindFault(Encoding.UTF8.GetBytes(text, 0, Math.Min(text.Length, FileKind.Length))) is { } kind)
        {
            return Refuse(UploadErrorCode.NotCsv, kind);
        }

        if (Encoding.UTF8.GetByteCount(text) > rules.MaxBytes)
        {
            return Refuse(UploadErrorCode.TooLarge, string.Create(CultureInfo.InvariantCulture, $"must have at most {rules.MaxBytes} bytes"));
        }

        return text.Contains('\0', StringComparison.Ordinal)
            ? Refuse(UploadErrorCode.Encoding, "contains NUL characters; is it UTF-16? It must be UTF-8")
            : Read(CsvTable.Read(text), rules);
    }

    private static CsvContent Read(CsvTable table, CsvRules rules)
    {
        if (table.Rows.Count == 0)
        {
            return table.Faults.Count > 0 ? Refuse(table.Faults) : Refuse(UploadErrorCode.Empty, "has no row with a mailbox");
        }

        if (table.Rows.Count > rules.MaxRows)
        {
            return Refuse(
                UploadErrorCode.TooMany, string.Create(CultureInfo.InvariantCulture, $"has {table.Rows.Count} rows with mailboxes; at most {rules.MaxRows} are allowed"));
        }

        if (table.Header is { } header)
        {
            var (layout, faults) = CsvHeader.Read(table, header);
            return layout is null ? Refuse([.. table.Faults, .. faults]) : new CsvRows(layout, rules).Read(table.Rows, [.. table.Faults, .. faults]);
        }

        var first = table.Rows[0];
        if (table.Separator.FindOther(first) is { } separator)
        {
            return Refuse([.. table.Faults, new CsvFault(
                first.Row,
                null,
                UploadErrorCode.Separator,
                $"fields must be separated by ';', not by {separator}, unless a header comes first: {CsvColumn.AsHeader(CsvColumn.Standard)}")]);
        }

        return CsvLayout.FindUnknownHeader(first) is { } unknown
            ? ReadBelow(unknown, table, rules)
            : new CsvRows(CsvLayout.WithoutHeader(table), rules).Read(table.Rows, table.Faults);
    }

    // Below a header in other words, the columns may be in any order; only where they are in ours can more be said.
    private static CsvContent ReadBelow(CsvFault header, CsvTable table, CsvRules rules)
    {
        CsvRecord[] rows = [.. table.Rows.Skip(1)];
        CsvFault[] faults = [.. table.Faults, header];
        var layout = CsvLayout.WithoutHeader(table);
        return rows.Length > 0 && layout.FieldsOf(rows[0]) is [var (_, email), ..] && email.Contains('@', StringComparison.Ordinal)
            ? new CsvRows(layout, rules).Read(rows, faults)
            : Refuse(faults);
    }

    private static CsvContent Refuse(UploadErrorCode code, string reason) => Refuse([new CsvFault(null, null, code, reason)]);

    private static CsvContent Refuse(IReadOnlyList<CsvFault> faults) => new([], faults, []);
}
