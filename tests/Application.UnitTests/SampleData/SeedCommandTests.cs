using System.Text.Json;
using Hosting.Migrations.Application.SampleData.Seed;
using Hosting.Migrations.Application.UnitTests.Fakes;
using Hosting.Migrations.Application.UnitTests.TestData;
using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.UnitTests.SampleData;

internal sealed class SeedCommandTests
{
    private static readonly SeedCommand Command = new(Customers: 15, Migrations: 600, AsOf: Moments.Now);

    private static readonly JsonSerializerOptions WithFields = new() { IncludeFields = true };

    private TestApplication _app = null!;

    [SetUp]
    public void SetUp() => _app = new TestApplication();

    [TearDown]
    public void TearDown() => _app.Dispose();

    [Test]
    public async Task Send_WhenArgumentsAreTheSame_ShouldMakeTheSameData()
    {
        using var other = new TestApplication();
        other.Clock.Advance(TimeSpan.FromDays(100));

        await _app.SendAsync(Command);
        await other.SendAsync(Command);

        Assert.That(Projection(other.SampleData), Is.EqualTo(Projection(_app.SampleData)));
    }

    [Test]
    public async Task Send_WhenDayIsAnother_ShouldMakeOtherData()
    {
        using var other = new TestApplication();

        await _app.SendAsync(Command);
        await other.SendAsync(Command with { AsOf = Moments.Now.AddDays(1) });

        Assert.That(Projection(other.SampleData), Is.Not.EqualTo(Projection(_app.SampleData)));
    }

    [Test]
    public async Task Send_WhenEmpty_ShouldLoadAsManyAsAskedFor()
    {
        await _app.SendAsync(Command);

        Assert.That((_app.SampleData.Customers.Count, _app.SampleData.Migrations.Count), Is.EqualTo((15, 600)));
    }

    [Test]
    public async Task Send_WhenNoMigrationsAreWanted_ShouldLoadCustomersOnly()
    {
        await _app.SendAsync(Command with { Migrations = 0 });

        Assert.That((_app.SampleData.Customers.Count, _app.SampleData.Migrations.Count), Is.EqualTo((15, 0)));
    }

    [Test]
    public async Task Send_WhenOneOfEachIsWanted_ShouldLoadOneOfEach()
    {
        await _app.SendAsync(new SeedCommand(1, 1, Moments.Now));

        Assert.That(_app.SampleData.Migrations.Select(migration => migration.Owner), Is.EqualTo(new[] { "C1001" }));
    }

    [Test]
    public async Task Send_WhenEmpty_ShouldNumberCustomersFromC1001()
    {
        await _app.SendAsync(Command with { Customers = 3 });

        Assert.That(_app.SampleData.Customers.Select(customer => customer.Code), Is.EqualTo(new[] { "C1001", "C1002", "C1003" }));
    }

    [Test]
    public async Task Send_WhenCustomersHaveKeys_ShouldGiveMigrationsTheirOwnersKey()
    {
        await _app.SendAsync(Command);

        var keys = _app.SampleData.Customers.ToDictionary(customer => customer.Code, customer => customer.Id);
        Assert.That(_app.SampleData.Migrations, Has.All.Matches<Migration>(migration => migration.CustomerId == keys[migration.Owner]));
    }

    [Test]
    public void Send_WhenDatabaseHasCustomers_ShouldRefuse()
    {
        _app.Customers.Store(ACustomer.With());

        Assert.That(() => _app.SendAsync(Command), Refused.With("database", "must be empty: sample data never mixes with other data"));
    }

    [Test]
    public void Send_WhenDatabaseHasCustomers_ShouldLoadNothing()
    {
        _app.Customers.Store(ACustomer.With());

        Assert.That(() => _app.SendAsync(Command), Throws.Exception);

        Assert.That(_app.SampleData.Loads, Is.Zero);
    }

    [Test]
    public async Task Send_WhenCancellable_ShouldPassTokenToStore()
    {
        using var source = new CancellationTokenSource();

        await _app.SendAsync(Command, source.Token);

        Assert.That(_app.SampleData.LoadedWith, Is.EqualTo(source.Token));
    }

    /// <summary>All that can be seen of the data: customers, domains, migrations, resources and runs.</summary>
    private static string Projection(FakeSampleDataStore data) =>
        JsonSerializer.Serialize<(IReadOnlyList<Customer>, IReadOnlyList<Migration>)>((data.Customers, data.Migrations), WithFields);
}
