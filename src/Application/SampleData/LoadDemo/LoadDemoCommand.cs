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

/// <summary>How to use the demo data; null where the database holds other data, or the tokens have been revoked.</summary>
/// <param name="AdminToken">An admin's token.</param>
/// <param name="CustomerToken">A customer's token.</param>
/// <param name="CustomerCode">That customer's code.</param>
public sealed record DemoAccess(string AdminToken, string CustomerToken, string CustomerCode);

internal sealed class LoadDemoCommandHandler(
    IMediator mediator,
    ICustomerRepository customers,
    IApiTokenRepository tokens,
    ApiTokenAuthenticator authenticator,
    IUnitOfWork unitOfWork,
    TimeProvider clock)
    : IRequestHandler<LoadDemoCommand, DemoAccess?>
{
    private const int Customers = 12;
    private const int Migrations = 400;

    public async Task<DemoAccess?> Handle(LoadDemoCommand request, CancellationToken cancellationToken)
    {
        if (!await customers.AnyAsync(cancellationToken))
        {
            await mediator.Send(new SeedCommand(Customers, Migrations, clock.GetUtcNow()), cancellationToken);
        }

        await IssueTokensAsync(cancellationToken);
        return await authenticator.AuthenticateAsync(LoadDemoCommand.AdminToken, cancellationToken) is { IsAdmin: true }
            ? new DemoAccess(LoadDemoCommand.AdminToken, LoadDemoCommand.CustomerToken, LoadDemoCommand.CustomerCode)
            : null;
    }

    /// <summary>Issues the well-known tokens where there are sample data that nobody has a token for yet.</summary>
    private async Task IssueTokensAsync(CancellationToken cancellationToken)
    {
        var customer = await customers.FindAsync(LoadDemoCommand.CustomerCode, cancellationToken);
        if (customer?.OwnsMailbox(SampleCustomers.MailboxOf(customer.Code)) != true || (await tokens.ListAsync(cancellationToken)).Count > 0)
        {
            return;
        }

        var now = clock.GetUtcNow();
        tokens.Add(ApiToken.ForAdmin(LoadDemoCommand.AdminToken, "demo", now, expiresAt: null));
        tokens.Add(ApiToken.ForCustomer(customer, LoadDemoCommand.CustomerToken, "demo", now, expiresAt: null));
        await unitOfWork.SaveChangesAsync(cancellationToken);
    }
}
