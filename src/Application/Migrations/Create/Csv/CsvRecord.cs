using Hosting.Migrations.Application.Errors;

namespace Hosting.Migrations.Application.Migrations.Create.Csv;

/// <summary>One row of a CSV file. A class, since a record would print passwords into any log that it reaches.</summary>
/// <param name="row">The line on which it begins, counted from 1.</param>
/// <param name="fields">Its fields, without their quotes.</param>
/// <param name="quoteFault">What is wrong with its quotes; null = nothing.</param>
internal sealed class CsvRecord(int row, IReadOnlyList<string> fields, string? quoteFault)
{
    private const int NamesOfAHeader = 2;

    public int Row { get; } = row;

    public IReadOnlyList<string> Fields { get; } = fields;

    public CsvFault? Fault { get; } = quoteFault is null ? null : new CsvFault(row, null, UploadErrorCode.Quote, quoteFault);

    /// <summary>Whether there is nothing in any field.</summary>
    public bool IsBlank => Fields.All(string.IsNullOrWhiteSpace);

    /// <summary>Whether the row seems to be meant for people alone. No address begins like that.</summary>
    public bool IsComment => Fields[0].AsSpan().TrimStart() is ['#', ..] or ['/', '/', ..];

    /// <summary>Whether the row is meant to be a header. One name alone may also be a user's.</summary>
    public bool IsHeader => Fields.Count(CsvColumn.IsName) >= NamesOfAHeader;

    /// <summary>Whether nothing stands in a field, or the row ends before it.</summary>
    /// <param name="index">The field's place, from 0.</param>
    public bool IsBlankAt(int index) => index >= Fields.Count || string.IsNullOrWhiteSpace(Fields[index]);
}
