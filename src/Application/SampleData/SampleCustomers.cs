using System.Globalization;
using Hosting.Migrations.Domain.Customers;

namespace Hosting.Migrations.Application.SampleData;

/// <summary>Makes customers C1001, C1002, ... that each own one domain.</summary>
internal static class SampleCustomers
{
    private const int FirstNumber = 1001;

    private static readonly string[] Trades = ["Bakery", "Architects", "Logistics", "Clinic", "Hotel", "Studio", "Legal", "Brewery"];
    private static readonly string[] Names = ["Nordlicht", "Ångström", "Vltava", "Çelik", "Montréal", "Acme", "São Bento", "Łódź", "Iskra", "Harbour"];

    /// <summary>Makes customers.</summary>
    /// <param name="count">How many.</param>
    /// <param name="createdAt">When they were added.</param>
    public static IReadOnlyList<Customer> Make(int count, DateTimeOffset createdAt) =>
        [.. Enumerable.Range(0, count).Select(index => MakeOne(index, createdAt))];

    /// <summary>A mailbox in the domain that a sample customer owns.</summary>
    /// <param name="code">The customer's code.</param>
    public static string MailboxOf(string code) => $"info@{DomainOf(code)}";

    private static Customer MakeOne(int index, DateTimeOffset createdAt)
    {
        var code = string.Create(CultureInfo.InvariantCulture, $"C{FirstNumber + index}");
        var name = $"{Names[index % Names.Length]} {Trades[index / Names.Length % Trades.Length]}";
        return Customer.Create(code, name, [DomainOf(code)], createdAt);
    }

    private static string DomainOf(string code) => $"{code}.example";
}
