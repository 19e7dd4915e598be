using System.Globalization;
using Hosting.Migrations.Application.Errors;

namespace Hosting.Migrations.Application.Migrations.Create.Csv;

/// <summary>What is wrong with a CSV file, and where. Never quotes the file: any field may be a password in the wrong place.</summary>
/// <param name="Row">The line on which the row begins, counted from 1 over all lines of the file; null = the file as a whole.</param>
/// <param name="Column">The column; null = the row as a whole.</param>
/// <param name="Code">What kind of fault it is.</param>
/// <param name="Reason">What is wrong.</param>
internal sealed record CsvFault(int? Row, string? Column, UploadErrorCode Code, string Reason)
{
    public override string ToString() => (Row, Column) switch
    {
        (null, _) => Reason,
        ({ } row, null) => string.Create(CultureInfo.InvariantCulture, $"row {row}: {Reason}"),
        ({ } row, { } column) => string.Create(CultureInfo.InvariantCulture, $"row {row}, {column}: {Reason}"),
    };

    /// <summary>The fault as a client is told of it.</summary>
    public LocatedError ToError() => new(CsvUpload.Field, ToString(), Code, Row, Column);
}
