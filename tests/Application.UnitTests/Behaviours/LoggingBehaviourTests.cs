using Microsoft.Extensions.Logging;

namespace Hosting.Migrations.Application.UnitTests.Behaviours;

internal sealed class LoggingBehaviourTests
{
    private const string Secret = "s3cret-passw0rd";

    private Pipeline _pipeline = null!;

    private IEnumerable<string> Written => _pipeline.Logs.Entries.Select(entry => entry.Everything);

    [SetUp]
    public void SetUp() => _pipeline = new Pipeline();

    [TearDown]
    public void TearDown() => _pipeline.Dispose();

    [Test]
    public async Task Send_WhenHandled_ShouldLogNameAndDurationOnce()
    {
        await _pipeline.SendAsync(new Guarded(Secret));

        Assert.That(
            _pipeline.Logs.Entries.Select(entry => (entry.Level, entry.Message)),
            Is.EqualTo(new[] { (LogLevel.Debug, "Handled Guarded in 00:00:00.2500000") }));
    }

    [Test]
    public async Task Send_WhenHandled_ShouldLogNameAndDurationAsValues()
    {
        await _pipeline.SendAsync(new Guarded(Secret));

        var values = _pipeline.Logs.Entries.Single().Values;
        Assert.That((values["Request"], values["Elapsed"]), Is.EqualTo((nameof(Guarded), TimeSpan.FromMilliseconds(250))));
    }

    [Test]
    public async Task Send_WhenPayloadPrintsItsSecret_ShouldNotLogIt()
    {
        var request = new Guarded(Secret);
        Assume.That(request.ToString(), Does.Contain(Secret));

        await _pipeline.SendAsync(request);

        Assert.That(Written, Has.Some.Contains("Guarded").And.None.Contains(Secret));
    }

    [TestCase(false, false, Secret)]
    [TestCase(true, true, Secret)]
    [TestCase(true, false, "s3c")]
    public void Send_WhenForbiddenFailingOrInvalid_ShouldNotLogThePayload(bool isAllowed, bool fails, string secret)
    {
        Assert.That(() => _pipeline.SendAsync(new Guarded(secret, isAllowed, fails)), Throws.Exception);

        Assert.That(Written, Has.Some.Contains("Guarded").And.None.Contains(secret));
    }
}
