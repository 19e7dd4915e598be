using Hosting.Migrations.Application.SampleData;
using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.UnitTests.Fakes;

/// <summary>Keeps what is loaded. Customers have their keys before the first migration is asked for, as the port says.</summary>
internal sealed class FakeSampleDataStore(FakeCustomerRepository repository, FakeApiTokenRepository tokenRepository) : ISampleDataStore
{
    public int Loads { get; private set; }

    public IReadOnlyList<Customer> Customers { get; private set; } = [];

    public IReadOnlyList<Migration> Migrations { get; private set; } = [];

    public CancellationToken LoadedWith { get; private set; }

    public Task<bool> TryLoadAsync(
        IReadOnlyList<Customer> customers, IEnumerable<ApiToken> tokens, IEnumerable<Migration> migrations, CancellationToken cancellationToken)
    {
        if (repository.Stored.Count > 0)
        {
            return Task.FromResult(false);
        }

        foreach (var customer in customers)
        {
            repository.Store(customer);
        }

        foreach (var token in tokens)
        {
            tokenRepository.Store(token);
        }

        (Loads, Customers, Migrations, LoadedWith) = (Loads + 1, customers, [.. migrations], cancellationToken);
        return Task.FromResult(true);
    }
}
