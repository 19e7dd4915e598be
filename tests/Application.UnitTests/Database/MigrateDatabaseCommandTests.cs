using Hosting.Migrations.Application.Database.Migrate;
using Hosting.Migrations.Application.UnitTests.Fakes;
using Moq;

namespace Hosting.Migrations.Application.UnitTests.Database;

internal sealed class MigrateDatabaseCommandTests
{
    [Test]
    public async Task Send_WhenSchemaIsBehind_ShouldAnswerWhatWasApplied()
    {
        using var app = new TestApplication();
        using var source = new CancellationTokenSource();
        app.Schema.Setup(schema => schema.UpdateAsync(source.Token)).ReturnsAsync(["Initial", "Runs"]);

        var applied = await app.SendAsync(new MigrateDatabaseCommand(), source.Token);

        Assert.That(applied, Is.EqualTo(new[] { "Initial", "Runs" }));
    }
}
