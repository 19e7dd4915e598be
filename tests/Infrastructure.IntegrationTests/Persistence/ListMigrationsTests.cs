using Hosting.Migrations.Application.Migrations;
using Hosting.Migrations.Application.Paging;
using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Databases;
using Hosting.Migrations.Infrastructure.Persistence;
using static Hosting.Migrations.Infrastructure.IntegrationTests.Databases.Samples;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Persistence;

public sealed class ListMigrationsTests(DatabaseProvider provider) : DatabaseTests(provider)
{
    private Customer _customer = null!;
    private Customer _other = null!;

    [SetUp]
    public async Task StoreCustomersAsync()
    {
        (_customer, _other) = (ACustomer("C1"), ACustomer("C2"));
        await Database.StoreAsync(_customer, _other);
    }

    [Test]
    public async Task List_WhenUnfiltered_ShouldBeNewestFirstThenByKeyDescending()
    {
        await Database.StoreAsync(AMigration(_customer, "MG00000001", createdAt: Noon));
        await Database.StoreAsync(AMigration(_other, "MG00000002", createdAt: Noon.AddHours(1)));
        await Database.StoreAsync(AMigration(_customer, "MG00000003", createdAt: Noon));
        await Database.StoreAsync(AMigration(_customer, "MG00000004", createdAt: Noon.AddHours(-1)));

        Assert.That(await CodesAsync(new MigrationFilter()), Is.EqualTo(new[] { "MG00000002", "MG00000003", "MG00000001", "MG00000004" }));
    }

    [Test]
    public async Task List_WhenFiltersCombine_ShouldHoldOnlyWhatMatchesAll()
    {
        await Database.StoreAsync(
            AMigration(_customer, "MG00000011", originalCsvFileName: "acme.csv").Validated(),
            AMigration(_customer, "MG00000012", originalCsvFileName: "acme.csv"),
            AMigration(_customer, "MG00000013", originalCsvFileName: "other.csv").Validated(),
            AMigration(_other, "MG00000014", originalCsvFileName: "acme.csv").Validated());

        Assert.That(
            await CodesAsync(new MigrationFilter(_customer.Id, MigrationStatus.ToSchedule, "acme")),
            Is.EqualTo(new[] { "MG00000011" }));
    }

    [TestCase(1, 2, "MG00000005 MG00000004")]
    [TestCase(2, 2, "MG00000003 MG00000002")]
    [TestCase(3, 2, "MG00000001")]
    [TestCase(4, 2, "")]
    [TestCase(int.MaxValue, 200, "")]
    public async Task List_WhenPaged_ShouldHoldThatPageAndTheWholeTotal(int number, int size, string expected)
    {
        for (var i = 1; i <= 5; i++)
        {
            await Database.StoreAsync(AMigration(_customer, MigrationCode.FromNumber(i), createdAt: Noon.AddMinutes(i)));
        }

        var page = await ListAsync(new MigrationFilter(), new PageRequest(number, size));

        Assert.That(string.Join(' ', page.Items.Select(migration => migration.Code)), Is.EqualTo(expected));
        Assert.That(page.TotalRecords, Is.EqualTo(5));
    }

    [Test]
    public async Task List_WhenRead_ShouldHoldEveryValueAsItWasStored()
    {
        var stored = AMigration(
            _customer, "MG00000077", "stored näme.csv", "Ünïcode 移行.csv", Preset.Office365, Noon,
            secondExecutionDate: Noon.AddDays(3), fromDate: Noon.AddMonths(-6)).Validated();
        stored.ForceExecution(Execution.First, Noon.AddMinutes(5));
        await Database.StoreAsync(stored);

        var read = (await ListAsync(new MigrationFilter())).Items.Single();

        var properties = typeof(Migration).GetProperties().Where(property => property.CanWrite);
        Assert.Multiple(() =>
        {
            foreach (var property in properties)
            {
                Assert.That(property.GetValue(read), Is.EqualTo(property.GetValue(stored)), property.Name);
            }
        });
    }

    [Test]
    public async Task List_WhenTheStatusIsGiven_ShouldHoldOnlyThatStatus([Values] MigrationStatus status)
    {
        await Database.StoreAsync(AMigration(_customer, "MG00000021"), AMigration(_customer, "MG00000022").Validated());

        var expected = status switch
        {
            MigrationStatus.Validating => new[] { "MG00000021" },
            MigrationStatus.ToSchedule => ["MG00000022"],
            _ => [],
        };
        Assert.That(await CodesAsync(new MigrationFilter(Status: status)), Is.EqualTo(expected));
    }

    private Task<Page<Migration>> ListAsync(MigrationFilter filter, PageRequest? page = null) =>
        Database.InScopeAsync<IMigrationRepository, Page<Migration>>(migrations =>
            migrations.ListAsync(filter, page ?? new PageRequest(1, 100), CancellationToken.None));

    private async Task<IEnumerable<string>> CodesAsync(MigrationFilter filter) =>
        (await ListAsync(filter)).Items.Select(migration => migration.Code);
}
