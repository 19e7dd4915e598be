using Hosting.Migrations.Application.Behaviours;
using Hosting.Migrations.Application.Connections;
using Hosting.Migrations.Application.Customers;
using Hosting.Migrations.Domain.Connections;
using Hosting.Migrations.Domain.Customers;

namespace Hosting.Migrations.Application.Migrations.Create;

/// <summary>Finds whose mailboxes an upload must hold, before it is validated. Where nobody has the code that an admin names, that is told later, by the handler.</summary>
internal sealed class OwnerLookup(ICustomerRepository customers, IConnectionRepository connections) : IValidationLookup<MigrationUpload>
{
    private const string Fact = "owner";
    private const string OfOwner = "connections";

    public async Task AddFactsAsync(MigrationUpload request, IDictionary<string, object> facts, CancellationToken cancellationToken)
    {
        var owner = request.Caller.CustomerId is { } id ? await customers.FindAsync(id, cancellationToken)
            : request.CustomerCode is { } code && CustomerCode.IsValid(code) ? await customers.FindAsync(code, cancellationToken)
            : null;
        if (owner is not null)
        {
            facts.Add(Fact, owner);
            facts.Add(OfOwner, await connections.ListAllAsync(owner.Id, cancellationToken));
        }
    }

    /// <summary>Who was found; null = nobody.</summary>
    /// <param name="facts">What was looked up.</param>
    public static Customer? Read(IDictionary<string, object> facts) => facts.TryGetValue(Fact, out var owner) ? (Customer)owner : null;

    /// <summary>The connections of who was found; null = nobody.</summary>
    /// <param name="facts">What was looked up.</param>
    public static IReadOnlyList<Connection>? ReadConnections(IDictionary<string, object> facts) =>
        facts.TryGetValue(OfOwner, out var known) ? (IReadOnlyList<Connection>)known : null;
}
