namespace Hosting.Migrations.Application.Auditing;

/// <summary>Where the requests of a scope come from. Whoever takes them from outside says so before the first is sent.</summary>
/// <threadsafety>For one scope.</threadsafety>
public sealed class CurrentOrigin
{
    /// <summary>Where they come from; the program itself unless somebody says otherwise.</summary>
    public RequestOrigin Value { get; set; } = RequestOrigin.Program;
}
