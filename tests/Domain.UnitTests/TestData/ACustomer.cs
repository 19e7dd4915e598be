using Hosting.Migrations.Domain.Customers;

namespace Hosting.Migrations.Domain.UnitTests.TestData;

/// <summary>Customers for tests. Every argument is optional.</summary>
internal static class ACustomer
{
    public const string Domain = "example.com";

    public static Customer With(string code = "C1001", string name = "Example Ltd", DateTimeOffset? createdAt = null) =>
        Customer.Create(code, name, [Domain], createdAt ?? Moments.Created);

    public static Customer Owning(params string[] domains) => Customer.Create("C1001", "Example Ltd", domains, Moments.Created);
}
