namespace Hosting.Migrations.Application.Access;

/// <summary>Who sends a request: an admin or one customer.</summary>
public sealed record Caller
{
    private Caller(long? customerId) => CustomerId = customerId;

    /// <summary>The caller who sees every customer's migrations.</summary>
    public static Caller Admin { get; } = new((long?)null);

    /// <summary>Whether the caller is an admin.</summary>
    public bool IsAdmin => CustomerId is null;

    /// <summary>The key of the customer that the caller acts for; null for an admin.</summary>
    public long? CustomerId { get; }

    /// <summary>A caller who sees one customer's migrations only.</summary>
    /// <param name="customerId">The key of a stored customer, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The key is no key of a stored customer.</exception>
    public static Caller ForCustomer(long customerId)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(customerId);
        return new Caller(customerId);
    }
}
