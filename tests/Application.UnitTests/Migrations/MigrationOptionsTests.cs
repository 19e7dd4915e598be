using Hosting.Migrations.Application.Migrations;
using Hosting.Migrations.Application.UnitTests.Fakes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Application.UnitTests.Migrations;

internal sealed class MigrationOptionsTests
{
    [Test]
    public void LateAfter_WhenNotConfigured_ShouldBe15Minutes()
    {
        using var app = new TestApplication();

        Assert.That(OptionsOf(app).LateAfter, Is.EqualTo(TimeSpan.FromMinutes(15)));
    }

    [Test]
    public void LateAfter_WhenConfigured_ShouldBeThat()
    {
        using var app = new TestApplication(("Migrations:LateAfter", "1.02:03:04"));

        Assert.That(OptionsOf(app).LateAfter, Is.EqualTo(new TimeSpan(1, 2, 3, 4)));
    }

    [TestCase("00:00:00")]
    [TestCase("-00:15:00")]
    public void LateAfter_WhenNotLongerThanZero_ShouldFailNamingTheSetting(string lateAfter)
    {
        using var app = new TestApplication(("Migrations:LateAfter", lateAfter));

        Assert.That(
            () => OptionsOf(app),
            Throws.TypeOf<OptionsValidationException>().With.Message.EqualTo("Migrations:LateAfter must be longer than zero, and at most 365 days."));
    }

    [Test]
    public void LateAfter_WhenNoDuration_ShouldFailNamingTheSetting()
    {
        using var app = new TestApplication(("Migrations:LateAfter", "soon"));

        Assert.That(() => OptionsOf(app), Throws.InvalidOperationException.With.Message.Contains("Migrations:LateAfter"));
    }

    [Test]
    public void LateAfter_WhenInvalid_ShouldStopTheStart()
    {
        using var app = new TestApplication(("Migrations:LateAfter", "00:00:00"));

        Assert.That(() => app.Services.GetRequiredService<IStartupValidator>().Validate(), Throws.TypeOf<OptionsValidationException>());
    }

    private static MigrationOptions OptionsOf(TestApplication app) => app.Services.GetRequiredService<IOptions<MigrationOptions>>().Value;
}
