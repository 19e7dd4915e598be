namespace Hosting.Migrations.Application.Errors;

/// <summary>A request is not valid. Nothing has been changed.</summary>
public sealed class RequestInvalidException : Exception
{
    /// <summary>Names every field at fault.</summary>
    /// <param name="errors">At least one.</param>
    public RequestInvalidException(IReadOnlyList<FieldError> errors)
        : base(string.Join("; ", errors.Select(error => $"{error.Field} {error.Description}"))) => Errors = errors;

    /// <summary>Every field at fault.</summary>
    public IReadOnlyList<FieldError> Errors { get; }
}
