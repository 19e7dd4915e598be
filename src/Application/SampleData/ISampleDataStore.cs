using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.SampleData;

/// <summary>Loads many records fast, by the database's own way of doing so.</summary>
public interface ISampleDataStore
{
    /// <summary>Stores customers, tokens and migrations with all that belongs to them, together or not at all. Two processes may try at once.</summary>
    /// <param name="customers">New customers; they have their keys before the first token or migration is asked for.</param>
    /// <param name="tokens">New tokens of these customers or of admins.</param>
    /// <param name="migrations">New migrations of these customers, made one by one as they are stored.</param>
    /// <param name="cancellationToken">Gives up; nothing is stored then.</param>
    /// <returns>Whether they were stored; false, and nothing is, if there are customers already.</returns>
    Task<bool> TryLoadAsync(
        IReadOnlyList<Customer> customers, IEnumerable<ApiToken> tokens, IEnumerable<Migration> migrations, CancellationToken cancellationToken);
}
