namespace Hosting.Migrations.Application.Errors;

/// <summary>The client knew another state of what it wanted to change than there is.</summary>
public sealed class PreconditionFailedException() : Exception("What was to be changed is not what the client has seen of it.");
