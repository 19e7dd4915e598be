using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.UnitTests.Fakes;
using Hosting.Migrations.Application.Workers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace Hosting.Migrations.Application.UnitTests.Workers;

[TestFixture]
internal sealed class DatabaseContactTests
{
    private readonly FakeTimeProvider _clock = new();
    private RecordingLoggerFactory _log = null!;
    private DatabaseContact _contact = null!;

    [TearDown]
    public void TearDown() => _log.Dispose();

    [SetUp]
    public void SetUp()
    {
        var outages = new Mock<IOutages>();
        outages.Setup(o => o.FindReason(It.IsAny<Exception>())).Returns((Exception fault) => fault is TimeoutException ? fault.Message : null);
        _log = new RecordingLoggerFactory();
        _contact = new DatabaseContact(outages.Object, _clock, new Logger<DatabaseContact>(_log));
    }

    [Test]
    public void Explains_WhenTheDatabaseIsAwayForTwoMinutes_ShouldSayItThreeTimesInOneLineEach()
    {
        for (var second = 0; second <= 120; second++, _clock.Advance(TimeSpan.FromSeconds(1)))
        {
            Assert.That(_contact.Explains(new TimeoutException("no route")), Is.True);
        }

        Assert.That(_log.Entries, Has.Count.EqualTo(3).And.All.Matches<LogEntry>(entry => entry.Message.Contains("can't be used just now: no route. ", StringComparison.Ordinal)));
    }

    [Test]
    public void Explains_WhenManyNoticeAtOnce_ShouldSayItOnce()
    {
        Parallel.For(0, 1000, _ => _contact.Explains(new TimeoutException("away")));

        Assert.That(_log.Entries, Has.Count.EqualTo(1));
    }

    [Test]
    public void Explains_WhenTheFaultIsAnother_ShouldLeaveItToTheCaller()
    {
        _clock.Advance(TimeSpan.FromSeconds(30));

        Assert.That(_contact.Explains(new InvalidOperationException("ours")), Is.False);
        Assert.That((_log.Entries.Count, _contact.HasLasted(TimeSpan.FromSeconds(30))), Is.EqualTo((0, true)));
    }

    [Test]
    public void HasLasted_WhenTheDatabaseWasAway_ShouldCountFromThen()
    {
        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.That((_contact.Explains(new TimeoutException("away")), _contact.HasLasted(TimeSpan.FromSeconds(30))), Is.EqualTo((true, true)), "That of a request");
        Assert.That(_contact.IsLostBy(new TimeoutException("away")), Is.True);
        Assert.That(_contact.IsLostBy(new InvalidOperationException("ours")), Is.False);
        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.That((_contact.HasLasted(TimeSpan.FromSeconds(10)), _contact.HasLasted(TimeSpan.FromSeconds(11))), Is.EqualTo((true, false)));
    }
}
