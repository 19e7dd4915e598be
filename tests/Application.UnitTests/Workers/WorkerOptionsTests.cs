using Hosting.Migrations.Application.UnitTests.Fakes;
using Hosting.Migrations.Application.Workers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Application.UnitTests.Workers;

[TestFixture]
internal sealed class WorkerOptionsTests
{
    [TestCase("MailboxesAtOnce", "0")]
    [TestCase("MailboxesAtOnce", "201")]
    [TestCase("TestsAtOnce", "0")]
    [TestCase("PerSourceHost", "0")]
    [TestCase("PerCustomer", "0")]
    [TestCase("ToDestination", "-1")]
    [TestCase("MaxAttempts", "0")]
    [TestCase("Lease", "00:00:04")]
    [TestCase("Heartbeat", "00:00:11")]
    [TestCase("Heartbeat", "00:00:00")]
    [TestCase("Reconcile", "00:11:00")]
    [TestCase("SlotsPerCustomer", "0")]
    [TestCase("RetryWithin", "-00:00:01")]
    public void Value_WhenOutOfRange_ShouldNameTheSetting(string setting, string value)
    {
        using var application = new TestApplication(($"Workers:{setting}", value));

        Assert.That(
            () => application.Services.GetRequiredService<IOptions<WorkerOptions>>().Value,
            Throws.TypeOf<OptionsValidationException>().With.Message.Contains($"Workers:{setting}"));
    }

    [Test]
    public void Value_WhenNothingIsSet_ShouldBeValid()
    {
        using var application = new TestApplication();

        Assert.That(application.Services.GetRequiredService<IOptions<WorkerOptions>>().Value.SlotsPerCustomer, Is.EqualTo(5));
    }
}
