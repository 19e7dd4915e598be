namespace Hosting.Migrations.Application.Errors;

/// <summary>There is no such thing, or the caller may not see it; the caller can't tell which.</summary>
/// <param name="what">What was not found, for the operator.</param>
public sealed class NotFoundException(string what) : Exception($"Not found: {what}");
