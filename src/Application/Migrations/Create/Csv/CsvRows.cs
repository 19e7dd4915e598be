using Hosting.Migrations.Application.Errors;

namespace Hosting.Migrations.Application.Migrations.Create.Csv;

/// <summary>Reads the rows of a file as mailboxes. A row with one fault is looked at for all others.</summary>
/// <param name="layout">Which field is which column.</param>
/// <param name="rules">What the rows are held against.</param>
internal sealed class CsvRows(CsvLayout layout, CsvRules rules)
{
    private readonly CsvConnections _connections = new(rules.Connections);

    /// <summary>Reads rows.</summary>
    /// <param name="records">The rows.</param>
    /// <param name="known">What is wrong with the file besides.</param>
    public CsvContent Read(IReadOnlyList<CsvRecord> records, IReadOnlyList<CsvFault> known)
    {
        var mailboxes = new List<CsvMailbox>(records.Count);
        var faults = new List<CsvFault>(known);
        var neighbours = new CsvNeighbours(rules.Preset);
        foreach (var record in records)
        {
            if (record.Fault is { } fault)
            {
                faults.Add(fault);
            }
            else if (layout.FieldsOf(record) is not { } fields)
            {
                faults.Add(layout.Misfit(record));
            }
            else if (Read(record.Row, fields, faults) is { } mailbox)
            {
                faults.AddRange(neighbours.FindFaults(mailbox));
                mailboxes.Add(mailbox);
            }
        }

        return new CsvContent(mailboxes, faults, neighbours.Warnings);
    }

    private CsvMailbox? Read(int row, IReadOnlyList<(string Column, string Value)> fields, List<CsvFault> faults)
    {
        var values = new Dictionary<string, string>(fields.Count);
        var isKnown = true;
        foreach (var (column, raw) in fields)
        {
            var value = CsvFields.Clean(column, raw);
            if (value.Length == 0 && CsvConnections.IsLeftOut(column, fields))
            {
                continue;
            }

            values.Add(column, value);
            if (CsvFields.FindFault(column, value, rules.MasterSeparator, rules.Ports) is { } fault)
            {
                faults.Add(new CsvFault(row, column, fault.Code, fault.Reason));
                isKnown &= CsvColumn.IsPassword(column);
            }
            else if (column == CsvColumn.LocalEmail && rules.Owner is { } owner && !owner.OwnsMailbox(value))
            {
                faults.Add(new CsvFault(row, column, UploadErrorCode.ForeignDomain, $"is not in a domain of customer {owner.Code}"));
            }
        }

        var (connection, missing) = _connections.Find(row, values);
        if (missing is not null)
        {
            faults.Add(missing);
        }

        return isKnown ? new CsvMailbox(row, values, connection) : null;
    }
}
