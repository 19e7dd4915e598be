using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.SampleData.LoadDemo;
using Hosting.Migrations.Application.Tokens;
using Hosting.Migrations.Application.UnitTests.Fakes;
using Hosting.Migrations.Application.UnitTests.TestData;
using Microsoft.Extensions.DependencyInjection;

namespace Hosting.Migrations.Application.UnitTests.SampleData;

internal sealed class LoadDemoCommandTests
{
    private static readonly DemoAccess Access = new("demo-admin-token", "demo-customer-token", "C1001");

    private TestApplication _app = null!;

    [SetUp]
    public void SetUp() => _app = new TestApplication();

    [TearDown]
    public void TearDown() => _app.Dispose();

    [Test]
    public async Task Send_WhenDatabaseIsEmpty_ShouldAnswerAccess() =>
        Assert.That(await _app.SendAsync(new LoadDemoCommand()), Is.EqualTo(Access));

    [Test]
    public async Task Send_WhenDatabaseIsEmpty_ShouldLoadDataAsOfNow()
    {
        await _app.SendAsync(new LoadDemoCommand());

        var newest = _app.SampleData.Migrations.Max(migration => migration.CreatedAt);
        Assert.That(Moments.Now - newest, Is.InRange(TimeSpan.Zero, TimeSpan.FromDays(2)));
    }

    [Test]
    public async Task Send_WhenDatabaseIsEmpty_ShouldGiveTheCustomerMigrations()
    {
        await _app.SendAsync(new LoadDemoCommand());

        Assert.That(_app.SampleData.Migrations.Count(migration => migration.Owner == Access.CustomerCode), Is.GreaterThan(25));
    }

    [Test]
    public async Task Send_WhenDatabaseIsEmpty_ShouldMakeAdminsTokenWork()
    {
        await _app.SendAsync(new LoadDemoCommand());

        Assert.That(await AuthenticateAsync(Access.AdminToken), Is.EqualTo(Caller.Admin));
    }

    [Test]
    public async Task Send_WhenDatabaseIsEmpty_ShouldMakeCustomersTokenWork()
    {
        await _app.SendAsync(new LoadDemoCommand());

        var customer = _app.Customers.Stored.Single(stored => stored.Code == Access.CustomerCode);
        Assert.That(await AuthenticateAsync(Access.CustomerToken), Is.EqualTo(Caller.ForCustomer(customer.Id)));
    }

    [Test]
    public async Task Send_WhenLoadedBefore_ShouldAnswerAccessAgain()
    {
        await _app.SendAsync(new LoadDemoCommand());

        Assert.That(await _app.SendAsync(new LoadDemoCommand()), Is.EqualTo(Access));
    }

    [Test]
    public async Task Send_WhenLoadedBefore_ShouldLoadNothing()
    {
        await _app.SendAsync(new LoadDemoCommand());
        await _app.SendAsync(new LoadDemoCommand());

        Assert.That((_app.SampleData.Loads, _app.Tokens.Stored.Count), Is.EqualTo((1, 2)));
    }

    [Test]
    public async Task Send_WhenOtherDataAreThere_ShouldAnswerNull()
    {
        _app.Customers.Store(ACustomer.With());

        Assert.That(await _app.SendAsync(new LoadDemoCommand()), Is.Null);
    }

    [Test]
    public async Task Send_WhenOtherDataAreThere_ShouldLoadNothing()
    {
        _app.Customers.Store(ACustomer.With());

        await _app.SendAsync(new LoadDemoCommand());

        Assert.That((_app.SampleData.Loads, _app.Tokens.Stored.Count), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task Send_WhenTheTokensWereRevoked_ShouldAnswerNull()
    {
        await _app.SendAsync(new LoadDemoCommand());
        _app.Tokens.Stored.ForEach(token => token.Revoke(Moments.Now));

        Assert.That(await _app.SendAsync(new LoadDemoCommand()), Is.Null);
    }

    private async Task<Caller?> AuthenticateAsync(string secret)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<ApiTokenAuthenticator>().AuthenticateAsync(secret, CancellationToken.None))?.Caller;
    }
}
