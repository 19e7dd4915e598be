namespace Hosting.Migrations.Application.Errors;

/// <summary>Somebody else was faster, and the request does not fit what is true by now. Nothing has been changed.</summary>
/// <param name="error">What it was about, and what to do.</param>
public sealed class ConflictException(FieldError error) : Exception($"{error.Field} {error.Description}")
{
    /// <summary>What it was about, and what to do.</summary>
    public FieldError Error { get; } = error;
}
