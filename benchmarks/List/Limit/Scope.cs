namespace Hosting.Migrations.Benchmarks.List.Limit;

/// <summary>Whose migrations are listed.</summary>
internal enum Scope
{
    /// <summary>Everybody's.</summary>
    Everyone,

    /// <summary>Those of the customer with a known key.</summary>
    Customer,

    /// <summary>Those of the customer to whom a token belongs, looked up in the same round trip.</summary>
    TokenOwner,

    /// <summary>Those of the customer that an admin names.</summary>
    CustomerCode,
}
