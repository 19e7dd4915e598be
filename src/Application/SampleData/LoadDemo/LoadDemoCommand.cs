using Hosting.Migrations.Application.Customers;
using Hosting.Migrations.Application.SampleData.Seed;
using Hosting.Migrations.Application.Tokens;
using Hosting.Migrations.Domain.Customers;
using MediatR;

namespace Hosting.Migrations.Application.SampleData.LoadDemo;

/// <summary>Fills an empty database with data to try the API with, and with two well-known tokens. Never for production.</summary>
public sealed record LoadDemoCommand : IRequest<DemoAccess?>
{
    /// <summary>The well-known token of an admin.</summary>
    public const string AdminToken = "demo-admin-token";

    /// <summary>The well-known token of customer <see cref="CustomerCode"/>.</summary>
    public const string CustomerToken = "demo-customer-token";

    /// <summary>The customer to whom <see cref="CustomerToken"/> belongs.</summary>
    public const string CustomerCode = "C1001";
}

/// <summary>How to use the demo data; null where the database holds other data than these.</summary>
/// <param name="AdminToken">An admin's token.</param>
/// <param name="CustomerToken">A customer's token.</param>
/// <param name="CustomerCode">That customer's code.</param>
public sealed record DemoAccess(string AdminToken, string CustomerToken, string CustomerCode);

internal sealed class LoadDemoCommandHandler(
    IMediator mediator, ICustomerRepository customers, IApiTokenRepository tokens, IUnitOfWork unitOfWork, TimeProvider clock)
    : IRequestHandler<LoadDemoCommand, DemoAccess?>
{
    private const int Customers = 12;
    private const int Migrations = 400;

    public async Task<DemoAccess?> Handle(LoadDemoCommand request, CancellationToken cancellationToken)
    {
        if (!await customers.AnyAsync(cancellationToken))
        {
            var now = clock.GetUtcNow();
            await mediator.Send(new SeedCommand(Customers, Migrations, now), cancellationToken);
            tokens.Add(ApiToken.ForAdmin(LoadDemoCommand.AdminToken, "demo", now, expiresAt: null));
            var customer = await customers.FindAsync(LoadDemoCommand.CustomerCode, cancellationToken);
            tokens.Add(ApiToken.ForCustomer(customer!, LoadDemoCommand.CustomerToken, "demo", now, expiresAt: null));
            await unitOfWork.SaveChangesAsync(cancellationToken);
        }

        var isDemo = await tokens.FindByHashAsync(ApiTokenSecret.Hash(LoadDemoCommand.AdminToken), cancellationToken) is not null;
        return isDemo ? new DemoAccess(LoadDemoCommand.AdminToken, LoadDemoCommand.CustomerToken, LoadDemoCommand.CustomerCode) : null;
    }
}
