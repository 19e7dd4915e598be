namespace Hosting.Migrations.Application.Migrations.Create.Csv;

/// <summary>One row of a CSV file. A class, since a record would print passwords into any log that it reaches.</summary>
/// <param name="row">The line on which it begins, counted from 1.</param>
/// <param name="fields">Its fields, without their quotes.</param>
/// <param name="fault">What is wrong with its quotes; null = nothing.</param>
internal sealed class CsvRecord(int row, IReadOnlyList<string> fields, CsvFault? fault)
{
    public int Row { get; } = row;

    public IReadOnlyList<string> Fields { get; } = fields;

    public CsvFault? Fault { get; } = fault;
}
