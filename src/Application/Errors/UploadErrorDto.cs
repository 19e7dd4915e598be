namespace Hosting.Migrations.Application.Errors;

/// <summary>What is wrong with an upload, or worth a look, and where.</summary>
/// <param name="Field">The field, by the name that the client sent.</param>
/// <param name="Description">What is wrong, to be read after the field's name.</param>
/// <param name="Code">What kind of fault it is, for programs.</param>
/// <param name="Row">The line of the file on which the row begins, counted from 1; null = the file as a whole, or another field.</param>
/// <param name="Column">The column of the file; null = the row as a whole.</param>
public sealed record UploadErrorDto(string Field, string Description, UploadErrorCode Code, int? Row, string? Column)
{
    /// <summary>Any fault of a request that uploads a file.</summary>
    /// <param name="error">The fault.</param>
    public static UploadErrorDto Of(FieldError error) => error is LocatedError located
        ? new UploadErrorDto(located.Field, located.Description, located.Code, located.Row, located.Column)
        : new UploadErrorDto(error.Field, error.Description, UploadErrorCode.Invalid, null, null);

    /// <summary>Warnings as they are shown; null where there are none.</summary>
    /// <param name="warnings">The warnings.</param>
    public static IReadOnlyList<UploadErrorDto>? ListOf(IReadOnlyList<LocatedError> warnings) => warnings.Count == 0 ? null : [.. warnings.Select(Of)];
}
