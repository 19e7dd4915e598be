using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.UnitTests.Migrations.List;

/// <summary>What status and search become.</summary>
internal sealed class ListMigrationsFilterTests : ListMigrationsFixture
{
    [TestCase(null)]
    [TestCase("all")]
    public async Task Send_WhenStatusIsAllOrMissing_ShouldNotFilterByStatus(string? status)
    {
        await App.SendAsync(AdminQuery with { Status = status });

        Assert.That(AskedFilter!.Status, Is.Null);
    }

    [TestCase("validating", MigrationStatus.Validating)]
    [TestCase("to_schedule", MigrationStatus.ToSchedule)]
    [TestCase("scheduled", MigrationStatus.Scheduled)]
    [TestCase("running", MigrationStatus.Running)]
    [TestCase("failed", MigrationStatus.Failed)]
    [TestCase("completed_with_errors", MigrationStatus.CompletedWithErrors)]
    [TestCase("completed", MigrationStatus.Completed)]
    public async Task Send_WhenStatusIsGiven_ShouldFilterByIt(string status, MigrationStatus expected)
    {
        await App.SendAsync(AdminQuery with { Status = status });

        Assert.That(AskedFilter!.Status, Is.EqualTo(expected));
    }

    [TestCase("acme")]
    [TestCase("  acme")]
    [TestCase("acme \u3000")]
    [TestCase("\u00A0acme ")]
    public async Task Send_WhenQueryHasOuterSpace_ShouldSearchWithoutIt(string query)
    {
        await App.SendAsync(AdminQuery with { Query = query });

        Assert.That(AskedFilter!.Search, Is.EqualTo("acme"));
    }

    [TestCase("Two  Words")]
    [TestCase("100%_[a]\\")]
    public async Task Send_WhenQueryHasInnerSpaceCapitalsOrWildcards_ShouldSearchForExactlyThat(string query)
    {
        await App.SendAsync(AdminQuery with { Query = query });

        Assert.That(AskedFilter!.Search, Is.EqualTo(query));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("   ")]
    [TestCase("\u3000")]
    public async Task Send_WhenQueryIsBlank_ShouldNotSearch(string? query)
    {
        await App.SendAsync(AdminQuery with { Query = query });

        Assert.That(AskedFilter!.Search, Is.Null);
    }
}
