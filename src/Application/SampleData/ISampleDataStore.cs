using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.SampleData;

/// <summary>Loads many records fast, by the database's own way of doing so.</summary>
public interface ISampleDataStore
{
    /// <summary>Stores customers and migrations with all that belongs to them, together or not at all.</summary>
    /// <param name="customers">New customers; they have their keys before the first migration is asked for.</param>
    /// <param name="migrations">New migrations of these customers, made one by one as they are stored.</param>
    /// <param name="cancellationToken">Gives up; nothing is stored then.</param>
    Task LoadAsync(IReadOnlyList<Customer> customers, IEnumerable<Migration> migrations, CancellationToken cancellationToken);
}
