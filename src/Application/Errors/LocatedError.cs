namespace Hosting.Migrations.Application.Errors;

/// <summary>What is wrong with an uploaded file, and where in it.</summary>
/// <param name="Field">The field that holds the file.</param>
/// <param name="Description">What is wrong, with its place.</param>
/// <param name="Code">What kind of fault it is, for programs.</param>
/// <param name="Row">The line on which the row begins, counted from 1 over all lines of the file; null = the file as a whole.</param>
/// <param name="Column">The column, by the name that a header gives it; null = the row, or the file, as a whole.</param>
public sealed record LocatedError(string Field, string Description, UploadErrorCode Code, int? Row = null, string? Column = null)
    : FieldError(Field, Description);
