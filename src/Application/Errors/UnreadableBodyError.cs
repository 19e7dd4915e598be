namespace Hosting.Migrations.Application.Errors;

/// <summary>A request's body can't be read: whatever it should hold can't be said to be missing.</summary>
/// <param name="Description">What is wrong with it.</param>
public sealed record UnreadableBodyError(string Description) : FieldError("body", Description);
