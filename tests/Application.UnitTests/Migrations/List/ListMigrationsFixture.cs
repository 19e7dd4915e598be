using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Migrations;
using Hosting.Migrations.Application.Migrations.List;
using Hosting.Migrations.Application.Paging;
using Hosting.Migrations.Application.UnitTests.Fakes;
using Hosting.Migrations.Domain.Migrations;
using Moq;

namespace Hosting.Migrations.Application.UnitTests.Migrations.List;

/// <summary>Sends list queries through the real pipeline to a repository that notes what it is asked for.</summary>
internal abstract class ListMigrationsFixture
{
    protected static ListMigrationsQuery AdminQuery { get; } = new(Caller.Admin);

    protected TestApplication App { get; private set; } = null!;

    /// <summary>What the repository answers.</summary>
    protected Page<Migration> Stored { get; set; } = new([], 0, 0);

    /// <summary>What the repository was asked for; null if it was not asked.</summary>
    protected (MigrationFilter Filter, PageRequest Page, CancellationToken CancellationToken)? Asked { get; private set; }

    protected MigrationFilter? AskedFilter => Asked?.Filter;

    [SetUp]
    public void SetUp()
    {
        Stored = new([], 0, 0);
        Start();
    }

    [TearDown]
    public void TearDown() => App.Dispose();

    protected void Restart(params (string Key, string Value)[] settings)
    {
        App.Dispose();
        Start(settings);
    }

    private void Start(params (string Key, string Value)[] settings)
    {
        Asked = null;
        App = new TestApplication(settings);
        App.Migrations
            .Setup(migrations => migrations.ListAsync(It.IsAny<MigrationFilter>(), It.IsAny<PageRequest>(), It.IsAny<CancellationToken>()))
            .Callback((MigrationFilter filter, PageRequest page, CancellationToken token) => Asked = (filter, page, token))
            .ReturnsAsync(() => Stored);
    }
}
