namespace Hosting.Migrations.Application.Errors;

/// <summary>The caller may not do this.</summary>
public sealed class ForbiddenException() : Exception("Forbidden");
