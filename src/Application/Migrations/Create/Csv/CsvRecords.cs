using CsvHelper;

namespace Hosting.Migrations.Application.Migrations.Create.Csv;

/// <summary>Takes a text apart into rows and fields: separated by <c>;</c>, quoted as in RFC 4180, blank lines left out.</summary>
internal static class CsvRecords
{
    public const char Separator = ';';

    public static List<CsvRecord> Read(string text)
    {
        CsvMalformedReason? malformed = null;
        var options = new CsvReaderOptions
        {
            Separator = Separator,
            HasHeader = false,
            TrackLineNumbers = true,
            OnMalformedRecord = record => malformed ??= record.Reason,
        };
        using var reader = CsvReader.FromText(text, options);
        var records = new List<CsvRecord>();
        while (reader.Read())
        {
            string[] fields = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)];
            var row = (int)reader.LineNumber;
            if (fields is not [var only] || !string.IsNullOrWhiteSpace(only))
            {
                records.Add(new CsvRecord(row, fields, malformed is { } reason ? new CsvFault(row, null, Explain(reason)) : null));
            }

            malformed = null;
        }

        return records;
    }

    private static string Explain(CsvMalformedReason reason) => reason == CsvMalformedReason.UnterminatedQuote
        ? "a quote is never closed"
        : "has a quote inside a field; put the whole field in quotes, and double each quote in it";
}
