using System.Globalization;
using System.Text;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Migrations.Create.Csv;

/// <summary>What a CSV file says: its mailboxes, and everything that is wrong with it.</summary>
internal sealed record CsvContent(IReadOnlyList<CsvMailbox> Mailboxes, IReadOnlyList<CsvFault> Faults)
{
    /// <summary>How many faults are told at once.</summary>
    public const int MaxFaults = 100;

    private const char ByteOrderMark = '\uFEFF';
    private const int SignsOfAnotherSeparator = 3;

    /// <summary>Reads a CSV file.</summary>
    /// <param name="text">The whole file; a byte order mark is allowed.</param>
    /// <param name="maxRows">The most mailboxes that it may have.</param>
    /// <param name="maxBytes">The most bytes that it may have, in UTF-8.</param>
    /// <param name="preset">What kind of server the sources are, by which a server without a port has one; null = not known.</param>
    /// <param name="masterSeparator">What no address may hold, since it joins user and master user at the destination.</param>
    /// <param name="ports">Which ports may be named; null = all.</param>
    public static CsvContent Read(
        string text,
        int maxRows,
        int maxBytes,
        Preset? preset = null,
        string masterSeparator = MailboxAddress.DefaultMasterSeparator,
        SourcePorts? ports = null)
    {
        if (Encoding.UTF8.GetByteCount(text) > maxBytes)
        {
            return Refuse(string.Create(CultureInfo.InvariantCulture, $"must have at most {maxBytes} bytes"));
        }

        if (text.Contains('\0', StringComparison.Ordinal))
        {
            return Refuse("contains NUL characters; is it UTF-16? It must be UTF-8");
        }

        var records = CsvRecords.Read(text.TrimStart(ByteOrderMark));
        var header = records.Count > 0 && CsvLayout.IsHeader(records[0]) ? records[0] : null;
        var rows = header is null ? records : records[1..];
        if (rows.Count == 0)
        {
            return Refuse("has no row with a mailbox");
        }

        if (rows.Count > maxRows)
        {
            return Refuse(string.Create(CultureInfo.InvariantCulture, $"has {rows.Count} rows with mailboxes; at most {maxRows} are allowed"));
        }

        if (FindOtherSeparator(records[0]) is { } separator)
        {
            return new CsvContent([], [new CsvFault(records[0].Row, null, $"fields must be separated by ';', not by {separator}")]);
        }

        var headerFaults = header is null ? [] : CsvLayout.Check(header).ToList();
        return headerFaults.Count > 0 ? new CsvContent([], headerFaults) : Read(rows, new CsvLayout(header?.Fields), preset, masterSeparator, ports);
    }

    /// <summary>The mailboxes that do not lie in a domain of a customer.</summary>
    public IEnumerable<CsvFault> FindForeign(Customer owner) => Mailboxes
        .Where(mailbox => !owner.OwnsMailbox(mailbox.LocalEmail))
        .Select(mailbox => new CsvFault(mailbox.Row, CsvColumn.LocalEmail, $"is not in a domain of customer {owner.Code}"));

    private static CsvContent Read(List<CsvRecord> rows, CsvLayout layout, Preset? preset, string masterSeparator, SourcePorts? ports)
    {
        var mailboxes = new List<CsvMailbox>();
        var faults = new List<CsvFault>();
        var seen = new Dictionary<SourceKey, int>();
        var logins = new Dictionary<SourceKey, CsvMailbox>();
        foreach (var record in rows)
        {
            var before = faults.Count;
            var columns = layout.ColumnsOf(record);
            faults.AddRange(record.Fault is { } fault ? [fault]
                : columns is null ? [layout.Misfit(record)]
                : columns.Zip(record.Fields, (column, value) => (column, reason: CsvFields.FindFault(column, value, masterSeparator, ports)))
                    .Where(field => field.reason is not null)
                    .Select(field => new CsvFault(record.Row, field.column, field.reason!)));
            if (faults.Count > before)
            {
                continue;
            }

            var mailbox = new CsvMailbox(record.Row, columns!.Zip(record.Fields).ToDictionary(field => field.First, field => field.Second));
            var key = mailbox.ToKey(preset);
            if (!seen.TryAdd(key, record.Row))
            {
                faults.Add(new CsvFault(record.Row, null, string.Create(CultureInfo.InvariantCulture, $"is the same mailbox from the same source as in row {seen[key]}")));
            }
            else if (FindOtherPassword(logins, mailbox, preset) is { } other)
            {
                faults.Add(other);
            }

            mailboxes.Add(mailbox);
        }

        return new CsvContent(mailboxes, [.. faults.Take(MaxFaults)]);
    }

    // All but one would be failed logins of the same user, whom many servers lock out after a few.
    private static CsvFault? FindOtherPassword(Dictionary<SourceKey, CsvMailbox> logins, CsvMailbox mailbox, Preset? preset)
    {
        var key = mailbox.ToLoginKey(preset);
        return logins.TryAdd(key, mailbox) || mailbox.HasSamePassword(logins[key]) ? null : new CsvFault(
            mailbox.Row,
            mailbox.PasswordColumn,
            string.Create(CultureInfo.InvariantCulture, $"is another password for the same user at the same server than that in row {logins[key].Row}"));
    }

    private static CsvContent Refuse(string reason) => new([], [new CsvFault(null, null, reason)]);

    private static string? FindOtherSeparator(CsvRecord first) =>
        first.Fields is not [var line] ? null
        : line.Count(character => character == ',') >= SignsOfAnotherSeparator ? "','"
        : line.Count(character => character == '\t') >= SignsOfAnotherSeparator ? "tabs"
        : null;
}
