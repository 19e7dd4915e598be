namespace Hosting.Migrations.Domain.Customers;

/// <summary>A mail domain that belongs to one customer, and to no other.</summary>
public sealed class CustomerDomain
{
    internal CustomerDomain(string name) => Name = name;

    /// <summary>The domain in the form that <see cref="MailDomain.Parse"/> gives it.</summary>
    public string Name { get; private set; }

    /// <summary>The key of the customer that owns the domain.</summary>
    public long CustomerId { get; private set; }
}
