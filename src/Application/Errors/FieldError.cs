namespace Hosting.Migrations.Application.Errors;

/// <summary>What is wrong with one field of a request.</summary>
/// <param name="Field">The field, by the name that the client sent.</param>
/// <param name="Description">What is wrong, to be read after the field's name: <c>must be 1 or more</c>.</param>
public record FieldError(string Field, string Description);
