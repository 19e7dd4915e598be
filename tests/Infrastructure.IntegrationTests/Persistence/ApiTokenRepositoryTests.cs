using Hosting.Migrations.Application;
using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Paging;
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
    public async Task Authenticate_WhenTheCustomerIsDisabled_ShouldKnowNobody()
    {
        var customer = ACustomer();
        customer.Disable(Noon);
        await Database.StoreAsync(customer);
        await Database.StoreAsync(ApiToken.ForCustomer(customer, "secret", "panel", Noon, expiresAt: null));

        Assert.That(await AuthenticateAsync("secret"), Is.Null);
    }

    [Test]
    public async Task Authenticate_WhenTheTokenIsOfAVersionBefore_ShouldMayWhatItsOwnerMay()
    {
        var customer = ACustomer();
        await Database.StoreAsync(customer);
        await Database.StoreAsync(ApiToken.ForCustomer(customer, "one", null, Noon, null), ApiToken.ForAdmin("two", null, Noon, null, TokenScope.Read));
        await Database.InScopeAsync<MigrationsDbContext>(context => context.Database.ExecuteSqlAsync($"UPDATE api_tokens SET scope = NULL"));

        Assert.That((await ScopeAsync("one"), await ScopeAsync("two")), Is.EqualTo((TokenScope.Write, TokenScope.Admin)));
    }

    [Test]
    public async Task NoteUse_WhenCalledOften_ShouldWriteOnceAMinute()
    {
        var token = ApiToken.ForAdmin("secret", null, Noon, expiresAt: null);
        await Database.StoreAsync(token);

        await NoteUseAsync(token.Id, Noon);
        await NoteUseAsync(token.Id, Noon.AddSeconds(59));
        Assert.That(await LastUseAsync(token.Id), Is.EqualTo(Noon));

        await NoteUseAsync(token.Id, Noon.AddSeconds(60));
        Assert.That(await LastUseAsync(token.Id), Is.EqualTo(Noon.AddSeconds(60)));
    }

    [Test]
    public async Task List_WhenAsked_ShouldBeByKeyWithOwners()
    {
        var customer = ACustomer();
        await Database.StoreAsync(customer);
        await Database.StoreAsync(ApiToken.ForCustomer(customer, "one", null, Noon, null), ApiToken.ForAdmin("two", null, Noon, null));

        var owners = await Database.InScopeAsync<IApiTokenRepository, string?[]>(async tokens =>
            [.. (await tokens.ListAsync(new PageRequest(1, 25), CancellationToken.None)).Items.Select(token => token.Customer?.Code)]);

        Assert.That(owners, Is.EqualTo(new[] { "C1", null }));
    }

    private Task<TokenScope?> ScopeAsync(string secret) =>
        Database.InScopeAsync<ApiTokenAuthenticator, TokenScope?>(async authenticator => (await authenticator.AuthenticateAsync(secret, CancellationToken.None))?.Scope);

    private Task NoteUseAsync(long id, DateTimeOffset now) =>
        Database.InScopeAsync<IApiTokenRepository>(tokens => tokens.NoteUseAsync(id, now, CancellationToken.None));

    private Task<DateTimeOffset?> LastUseAsync(long id) => Database.InScopeAsync<MigrationsDbContext, DateTimeOffset?>(context =>
        context.ApiTokens.Where(token => token.Id == id).Select(token => token.LastUsedAt).SingleAsync());

    private Task<Caller?> AuthenticateAsync(string secret) =>
        Database.InScopeAsync<ApiTokenAuthenticator, Caller?>(async authenticator => (await authenticator.AuthenticateAsync(secret, CancellationToken.None))?.Caller);
}
