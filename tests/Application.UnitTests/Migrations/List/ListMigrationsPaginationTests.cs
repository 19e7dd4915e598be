using Hosting.Migrations.Application.Paging;
using Hosting.Migrations.Application.UnitTests.TestData;

namespace Hosting.Migrations.Application.UnitTests.Migrations.List;

/// <summary>Which page is read, and what the answer says of it.</summary>
internal sealed class ListMigrationsPaginationTests : ListMigrationsFixture
{
    [Test]
    public async Task Send_WhenPageIsNotGiven_ShouldReadFirst25()
    {
        await App.SendAsync(AdminQuery);

        Assert.That(Asked?.Page, Is.EqualTo(new PageRequest(Number: 1, Size: 25)));
    }

    [Test]
    public async Task Send_WhenPageIsGiven_ShouldReadThatPage()
    {
        await App.SendAsync(AdminQuery with { Page = 3, Per = 50 });

        Assert.That(Asked?.Page, Is.EqualTo(new PageRequest(Number: 3, Size: 50)));
    }

    [Test]
    public async Task Send_WhenPageIsGiven_ShouldAnswerEveryPaginationValue()
    {
        Stored = new([], 120, 0);

        var list = (await App.SendAsync(AdminQuery with { Page = 3, Per = 50, Status = "running", Query = "acme" })).Value!;

        Assert.That(list.Pagination, Is.EqualTo(new PaginationDto
        {
            Per = 50,
            Page = 3,
            TotalPages = 3,
            Query = "acme",
            Filter = null,
            Status = "running",
            SortField = "created_at",
            Sort = "desc",
            TotalRecords = 120,
        }));
    }

    [TestCase(0, 25, 0)]
    [TestCase(1, 25, 1)]
    [TestCase(24, 25, 1)]
    [TestCase(25, 25, 1)]
    [TestCase(26, 25, 2)]
    [TestCase(3, 1, 3)]
    [TestCase(401, 200, 3)]
    [TestCase(5_000_000_000, 200, 25_000_000)]
    public async Task Send_WhenRecordsAreCounted_ShouldRoundTotalPagesUp(long records, int per, int pages)
    {
        Stored = new([], records, 0);

        var list = (await App.SendAsync(AdminQuery with { Per = per })).Value!;

        Assert.That(list.Pagination.TotalPages, Is.EqualTo(pages));
    }

    [TestCase(null)]
    [TestCase("all")]
    [TestCase("completed_with_errors")]
    public async Task Send_WhenStatusIsAskedFor_ShouldEchoIt(string? status)
    {
        var list = (await App.SendAsync(AdminQuery with { Status = status })).Value!;

        Assert.That(list.Pagination.Status, Is.EqualTo(status));
    }

    [TestCase("acme")]
    [TestCase(" acme ")]
    public async Task Send_WhenQueryIsAskedFor_ShouldEchoItAsAsked(string query)
    {
        var list = (await App.SendAsync(AdminQuery with { Query = query })).Value!;

        Assert.That(list.Pagination.Query, Is.EqualTo(query));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("   ")]
    public async Task Send_WhenQueryIsBlank_ShouldEchoNull(string? query)
    {
        var list = (await App.SendAsync(AdminQuery with { Query = query })).Value!;

        Assert.That(list.Pagination.Query, Is.Null);
    }

    [Test]
    public async Task Send_WhenPageHasMigrations_ShouldKeepTheirOrder()
    {
        Stored = new([AMigration.New("MG00000002"), AMigration.New("MG00000003"), AMigration.New("MG00000001")], 3, 0);

        var list = (await App.SendAsync(AdminQuery)).Value!;

        Assert.That(list.Resources.Select(migration => migration.Code), Is.EqualTo(new[] { "MG00000002", "MG00000003", "MG00000001" }));
    }

    [Test]
    public async Task Send_WhenPageIsPastLast_ShouldAnswerNoResources()
    {
        Stored = new([], 26, 0);

        var list = (await App.SendAsync(AdminQuery with { Page = 3 })).Value!;

        Assert.That((list.Resources.Count, list.Pagination.Page, list.Pagination.TotalPages), Is.EqualTo((0, 3, 2)));
    }
}
