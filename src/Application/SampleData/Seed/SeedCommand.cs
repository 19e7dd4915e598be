using Hosting.Migrations.Application.Customers;
using Hosting.Migrations.Application.Errors;
using MediatR;

namespace Hosting.Migrations.Application.SampleData.Seed;

/// <summary>Fills an empty database with sample data. The same arguments make the same data.</summary>
/// <param name="Customers">How many customers, from 1.</param>
/// <param name="Migrations">How many migrations, from 0.</param>
/// <param name="AsOf">The present moment of the data: what is due later has not started yet.</param>
public sealed record SeedCommand(int Customers, int Migrations, DateTimeOffset AsOf) : IRequest;

internal sealed class SeedCommandHandler(ICustomerRepository customers, ISampleDataStore store) : AsyncRequestHandler<SeedCommand>
{
    private static readonly TimeSpan CustomerAge = TimeSpan.FromDays(1100);

    protected override async Task Handle(SeedCommand request, CancellationToken cancellationToken)
    {
        if (await customers.AnyAsync(cancellationToken))
        {
            throw new RequestInvalidException([new FieldError("database", "must be empty: sample data never mixes with other data")]);
        }

        var owners = SampleCustomers.Make(request.Customers, request.AsOf - CustomerAge);
        var migrations = new SampleMigrations(owners, request.Migrations, request.AsOf);
        await store.LoadAsync(owners, migrations.Make(), cancellationToken);
    }
}
