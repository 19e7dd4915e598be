using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Application.Errors;
using MediatR;

namespace Hosting.Migrations.Application.SampleData.Seed;

/// <summary>Fills an empty database with sample data. The same arguments make the same data.</summary>
/// <param name="Customers">How many customers, from 1.</param>
/// <param name="Migrations">How many migrations, from 0.</param>
/// <param name="AsOf">The present moment of the data: what is due later has not started yet.</param>
public sealed record SeedCommand(int Customers, int Migrations, DateTimeOffset AsOf) : IRequest, IAudited
{
    /// <inheritdoc />
    public AuditAction AuditAction => AuditAction.LoadSampleData;
}

internal sealed class SeedCommandHandler(ISampleDataStore store) : AsyncRequestHandler<SeedCommand>
{
    protected override async Task Handle(SeedCommand request, CancellationToken cancellationToken)
    {
        var customers = SampleCustomers.Make(request.Customers, request.AsOf);
        var migrations = new SampleMigrations(customers, request.Migrations, request.AsOf);
        if (!await store.TryLoadAsync(customers, [], migrations.Make(), cancellationToken))
        {
            throw new RequestInvalidException([new FieldError("database", "must be empty: sample data never mixes with other data")]);
        }
    }
}
