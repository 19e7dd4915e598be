using Hosting.Migrations.Application.Behaviours;
using Hosting.Migrations.Application.Customers;
using Hosting.Migrations.Domain.Customers;

namespace Hosting.Migrations.Application.Migrations.Create;

/// <summary>Finds whose mailboxes an upload must hold, before it is validated. Where nobody has the code that an admin names, that is told later, by the handler.</summary>
internal sealed class OwnerLookup(ICustomerRepository customers) : IValidationLookup<MigrationUpload>
{
    private const string Fact = "owner";

    public async Task AddFactsAsync(MigrationUpload request, IDictionary<string, object> facts, CancellationToken cancellationToken)
    {
        var owner = request.Caller.CustomerId is { } id ? await customers.FindAsync(id, cancellationToken)
            : request.CustomerCode is { } code && CustomerCode.IsValid(code) ? await customers.FindAsync(code, cancellationToken)
            : null;
        if (owner is not null)
        {
            facts.Add(Fact, owner);
        }
    }

    /// <summary>Who was found; null = nobody.</summary>
    /// <param name="facts">What was looked up.</param>
    public static Customer? Read(IDictionary<string, object> facts) => facts.TryGetValue(Fact, out var owner) ? (Customer)owner : null;
}
