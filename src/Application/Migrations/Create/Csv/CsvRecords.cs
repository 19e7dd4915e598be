using CsvHelper;

namespace Hosting.Migrations.Application.Migrations.Create.Csv;

/// <summary>Takes a text apart into rows and fields: quoted as in RFC 4180, rows without anything in them left out.</summary>
internal static class CsvRecords
{
    /// <summary>Reads row after row.</summary>
    /// <param name="text">The whole file.</param>
    /// <param name="separator">What separates the fields.</param>
    public static IEnumerable<CsvRecord> Read(string text, char separator)
    {
        CsvMalformedReason? malformed = null;
        var options = new CsvReaderOptions
        {
            Separator = separator,
            HasHeader = false,
            TrackLineNumbers = true,

            // The line that names a separator is read here, in more of its forms.
            DetectSeparatorHint = false,
            OnMalformedRecord = record => malformed ??= record.Reason,
        };
        using var reader = CsvReader.FromText(text, options);
        while (reader.Read())
        {
            var fields = new string[reader.FieldCount];
            for (var i = 0; i < fields.Length; i++)
            {
                fields[i] = reader.GetString(i);
            }

            var record = new CsvRecord((int)reader.LineNumber, fields, malformed is { } reason ? Explain(reason, fields) : null);
            malformed = null;
            if (!record.IsBlank)
            {
                yield return record;
            }
        }
    }

    private static string Explain(CsvMalformedReason reason, string[] fields) =>
        reason == CsvMalformedReason.UnterminatedQuote ? "a quote is never closed"
        : Array.Exists(fields, field => field.Length > 0 && char.IsWhiteSpace(field[0]) && field.TrimStart().StartsWith('"'))
            ? "has a blank before a quote; a field in quotes begins with its quote"
        : "has a quote inside a field; put the whole field in quotes, and double each quote in it";
}
