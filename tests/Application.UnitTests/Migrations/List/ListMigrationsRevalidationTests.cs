using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Migrations;
using Hosting.Migrations.Application.UnitTests.TestData;
using Hosting.Migrations.Domain.Migrations;
using Moq;

namespace Hosting.Migrations.Application.UnitTests.Migrations.List;

/// <summary>When an answer that the client has kept is still good. The clock stands at <see cref="Moments.Now"/> at first.</summary>
internal sealed class ListMigrationsRevalidationTests : ListMigrationsFixture
{
    private long _version;

    [SetUp]
    public void AnswerVersions()
    {
        _version = 7;
        App.Migrations
            .Setup(migrations => migrations.GetVersionAsync(It.IsAny<MigrationFilter>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(() => _version);
        Stored = new([], 0, _version);
    }

    [Test]
    public async Task Send_WhenNothingHasChanged_ShouldSayThatTheAnswerIsStillGood()
    {
        var tag = await TagAsync();

        var again = await App.SendAsync(AdminQuery with { KnownTags = ["another", tag] });

        Assert.That((again.Tag, again.Value), Is.EqualTo((tag, (object?)null)));
    }

    [Test]
    public async Task Send_WhenNothingHasChanged_ShouldNotReadThePage()
    {
        var tag = await TagAsync();
        App.Migrations.Invocations.Clear();

        await App.SendAsync(AdminQuery with { KnownTags = [tag] });

        Assert.That(App.Migrations.Invocations.Select(call => call.Method.Name), Is.EqualTo(new[] { nameof(IMigrationRepository.GetVersionAsync) }));
    }

    [Test]
    public async Task Send_WhenTheClientSendsManyTags_ShouldReadTheVersionOnce()
    {
        var tag = await TagAsync();
        App.Migrations.Invocations.Clear();

        await App.SendAsync(AdminQuery with { KnownTags = [.. Enumerable.Range(0, 1000).Select(number => $"{number}{tag}")] });

        Assert.That(App.Migrations.Invocations.Count(call => call.Method.Name == nameof(IMigrationRepository.GetVersionAsync)), Is.EqualTo(1));
    }

    [Test]
    public async Task Send_WhenTheVersionHasGrown_ShouldAnswerAnew()
    {
        var tag = await TagAsync();
        _version++;
        Stored = new([], 0, _version);

        var again = await App.SendAsync(AdminQuery with { KnownTags = [tag] });

        Assert.That(again.Value, Is.Not.Null);
        Assert.That(again.Tag, Is.Not.EqualTo(tag));
    }

    [Test]
    public async Task Send_WhenTheTagIsAnotherCallers_ShouldAnswerAnew()
    {
        var tag = await TagAsync();

        Assert.That((await App.SendAsync(AdminQuery with { Caller = Caller.ForCustomer(1), KnownTags = [tag] })).Value, Is.Not.Null);
    }

    [Test]
    public async Task Send_WhenAMigrationBecomesLate_ShouldAnswerAnewFromThatMomentOn()
    {
        var due = Moments.Now.AddHours(1);
        Stored = new([AMigration.New(plan: new ExecutionPlan(due))], 1, _version);
        var tag = await TagAsync();

        App.Clock.SetUtcNow(due.AddMinutes(15));
        Assert.That((await App.SendAsync(AdminQuery with { KnownTags = [tag] })).Value, Is.Null, "at the last moment of being on time");

        App.Clock.Advance(TimeSpan.FromTicks(1));
        var again = await App.SendAsync(AdminQuery with { KnownTags = [tag] });
        Assert.That(again.Value!.Resources.Single().IsLate, Is.True);
        Assert.That(again.Tag, Is.Not.EqualTo(tag));
    }

    [Test]
    public async Task Send_WhenLatenessIsConfiguredOtherwise_ShouldAnswerAnew()
    {
        var tag = await TagAsync();
        Restart(("Migrations:LateAfter", "00:30:00"));
        AnswerVersions();

        Assert.That((await App.SendAsync(AdminQuery with { KnownTags = [tag] })).Value, Is.Not.Null);
    }

    [TestCase("")]
    [TestCase("*")]
    [TestCase(".")]
    [TestCase("1.2.3.4.ffffffffffffffff")]
    [TestCase("1.2.3.4.7fffffffffffffff")]
    [TestCase("1.2.3.4.zz")]
    [TestCase("5b2e.0.0.7.2bca2875f4373fff")]
    public async Task Send_WhenTheTagIsNonsense_ShouldAnswer(string tag) =>
        Assert.That((await App.SendAsync(AdminQuery with { KnownTags = [tag] })).Value, Is.Not.Null);

    [Test]
    public async Task Send_WhenAnExecutionIsDueAtTheEndOfTime_ShouldAnswer()
    {
        Stored = new([AMigration.New(plan: new ExecutionPlan(DateTimeOffset.MaxValue))], 1, _version);

        Assert.That((await App.SendAsync(AdminQuery)).Value, Is.Not.Null);
    }

    private async Task<string> TagAsync() => (await App.SendAsync(AdminQuery)).Tag;
}
