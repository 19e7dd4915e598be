using System.Globalization;
using Hosting.Migrations.Domain.Customers;

namespace Hosting.Migrations.Application.SampleData;

/// <summary>Makes customers C1001, C1002, ... that each own one domain.</summary>
internal static class SampleCustomers
{
    private const int FirstNumber = 1001;

    private static readonly TimeSpan Age = TimeSpan.FromDays(1100);

    private static readonly string[] Trades = ["Bakery", "Architects", "Logistics", "Clinic", "Hotel", "Studio", "Legal", "Brewery"];
    private static readonly string[] Names = ["Nordlicht", "Ångström", "Vltava", "Çelik", "Montréal", "Acme", "São Bento", "Łódź", "Iskra", "Harbour"];

    /// <summary>Makes customers.</summary>
    /// <param name="count">How many.</param>
    /// <param name="asOf">The present moment of the data.</param>
    public static IReadOnlyList<Customer> Make(int count, DateTimeOffset asOf) =>
        [.. Enumerable.Range(0, count).Select(index => MakeOne(index, asOf - Age))];

    private static Customer MakeOne(int index, DateTimeOffset createdAt)
    {
        var code = string.Create(CultureInfo.InvariantCulture, $"C{FirstNumber + index}");
        var name = $"{Names[index % Names.Length]} {Trades[index / Names.Length % Trades.Length]}";
        return Customer.Create(code, name, [$"{code}.example"], createdAt);
    }
}
