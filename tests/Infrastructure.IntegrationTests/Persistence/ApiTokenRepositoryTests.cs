using Hosting.Migrations.Application;
using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Tokens;
using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Infrastructure.IntegrationTests.Databases;
using Hosting.Migrations.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using static Hosting.Migrations.Infrastructure.IntegrationTests.Databases.Samples;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Persistence;

public sealed class ApiTokenRepositoryTests(DatabaseProvider provider) : DatabaseTests(provider)
{
    [Test]
    public async Task Authenticate_WhenTheTokenIsACustomers_ShouldActForThatCustomer()
    {
        var customer = ACustomer();
        await Database.StoreAsync(customer);
        await Database.StoreAsync(ApiToken.ForCustomer(customer, "secret", "panel", Noon, expiresAt: null));

        Assert.That(await AuthenticateAsync("secret"), Is.EqualTo(Caller.ForCustomer(customer.Id)));
    }

    [Test]
    public async Task Authenticate_WhenTheTokenIsRevoked_ShouldKnowNobody()
    {
        var token = ApiToken.ForAdmin("secret", null, Noon, expiresAt: null);
        await Database.StoreAsync(token);
        Assert.That(await AuthenticateAsync("secret"), Is.EqualTo(Caller.Admin));

        await Database.InScopeAsync<MigrationsDbContext>(async context =>
        {
            (await new Infrastructure.Persistence.Repositories.ApiTokenRepository(context).FindAsync(token.Id, CancellationToken.None))!.Revoke(Noon);
            await ((IUnitOfWork)context).SaveChangesAsync(CancellationToken.None);
        });

        Assert.That(await AuthenticateAsync("secret"), Is.Null);
    }

    [Test]
    public async Task Store_WhenDone_ShouldHoldTheHashAlone()
    {
        await Database.StoreAsync(ApiToken.ForAdmin("a-very-secret-token", "ci", Noon, Noon.AddYears(10)));

        var hash = await Database.InScopeAsync<MigrationsDbContext, byte[]>(context => context.ApiTokens.Select(token => token.Hash).SingleAsync());

        Assert.That(hash, Is.EqualTo(ApiTokenSecret.Hash("a-very-secret-token")));
    }

    [Test]
    public async Task List_WhenAsked_ShouldBeByKeyWithOwners()
    {
        var customer = ACustomer();
        await Database.StoreAsync(customer);
        await Database.StoreAsync(ApiToken.ForCustomer(customer, "one", null, Noon, null), ApiToken.ForAdmin("two", null, Noon, null));

        var owners = await Database.InScopeAsync<IApiTokenRepository, string?[]>(async tokens =>
            [.. (await tokens.ListAsync(CancellationToken.None)).Select(token => token.Customer?.Code)]);

        Assert.That(owners, Is.EqualTo(new[] { "C1", null }));
    }

    private Task<Caller?> AuthenticateAsync(string secret) =>
        Database.InScopeAsync<ApiTokenAuthenticator, Caller?>(authenticator => authenticator.AuthenticateAsync(secret, CancellationToken.None));
}
