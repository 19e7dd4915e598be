using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Application.Tokens;
using Hosting.Migrations.Domain.Customers;
using MediatR;

namespace Hosting.Migrations.Application.SampleData.LoadDemo;

/// <summary>Fills an empty database with data to try the API with, and with two well-known tokens. Never for production.</summary>
public sealed record LoadDemoCommand : IRequest<DemoAccess?>, IAudited
{
    /// <inheritdoc />
    public AuditAction AuditAction => AuditAction.LoadSampleData;

    /// <summary>The well-known token of an admin.</summary>
    public const string AdminToken = "demo-admin-token";

    /// <summary>The well-known token of customer <see cref="CustomerCode"/>.</summary>
    public const string CustomerToken = "demo-customer-token";

    /// <summary>The customer to whom <see cref="CustomerToken"/> belongs.</summary>
    public const string CustomerCode = "C1001";
}

/// <summary>How to use the demo data; null where the database holds other data, or the tokens have been revoked.</summary>
/// <param name="AdminToken">An admin's token.</param>
/// <param name="CustomerToken">A customer's token.</param>
/// <param name="CustomerCode">That customer's code.</param>
public sealed record DemoAccess(string AdminToken, string CustomerToken, string CustomerCode);

internal sealed class LoadDemoCommandHandler(ISampleDataStore store, ApiTokenAuthenticator authenticator, TimeProvider clock)
    : IRequestHandler<LoadDemoCommand, DemoAccess?>
{
    private const int Customers = 12;
    private const int Migrations = 400;

    public async Task<DemoAccess?> Handle(LoadDemoCommand request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var customers = SampleCustomers.Make(Customers, now);
        await store.TryLoadAsync(customers, Tokens(customers, now), new SampleMigrations(customers, Migrations, now).Make(), cancellationToken);
        return await authenticator.AuthenticateAsync(LoadDemoCommand.AdminToken, cancellationToken) is { Caller.IsAdmin: true }
            ? new DemoAccess(LoadDemoCommand.AdminToken, LoadDemoCommand.CustomerToken, LoadDemoCommand.CustomerCode)
            : null;
    }

    private static IEnumerable<ApiToken> Tokens(IReadOnlyList<Customer> customers, DateTimeOffset now)
    {
        yield return ApiToken.ForAdmin(LoadDemoCommand.AdminToken, "demo", now, expiresAt: null);
        var customer = customers.Single(customer => customer.Code == LoadDemoCommand.CustomerCode);
        yield return ApiToken.ForCustomer(customer, LoadDemoCommand.CustomerToken, "demo", now, expiresAt: null);
    }
}
