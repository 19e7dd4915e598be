namespace Hosting.Migrations.Benchmarks.List.Limit;

/// <summary>Who sends a request.</summary>
/// <param name="CustomerId">The customer's key; null for an admin.</param>
/// <param name="TokenHash">The hash of the token, where more is not known yet.</param>
internal readonly record struct Caller(long? CustomerId = null, byte[]? TokenHash = null)
{
    /// <summary>Whose migrations are listed.</summary>
    /// <param name="request">What the caller asks for.</param>
    public Scope ScopeOf(ListRequest request) => this switch
    {
        { TokenHash: not null } => Scope.TokenOwner,
        { CustomerId: not null } => Scope.Customer,
        _ => request.CustomerCode is null ? Scope.Everyone : Scope.CustomerCode,
    };
}
