using Hosting.Migrations.Domain.Customers;

namespace Hosting.Migrations.Application.UnitTests.TestData;

/// <summary>Customers for tests. Every argument is optional.</summary>
internal static class ACustomer
{
    public const string Domain = "example.com";

    public static Customer With(string code = "C1001", params string[] domains) =>
        Customer.Create(code, "Example Ltd", domains.Length > 0 ? domains : [Domain], Moments.Created);

    public static Customer Stored(long id, string code = "C1001") => Keys.Assign(With(code), id);
}
