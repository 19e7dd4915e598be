using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Application.UnitTests.Fakes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Application.UnitTests.Mailboxes;

[TestFixture]
internal sealed class SourcePortsTests
{
    [TestCase(null)]
    [TestCase(143)]
    [TestCase(993)]
    [TestCase(1143)]
    [TestCase(2000)]
    [TestCase(2999)]
    public void FindRefusal_WhenThePortIsImapsOrAllowed_ShouldBeNone(int? port) => Assert.That(Find(port), Is.Null);

    [TestCase(1)]
    [TestCase(25)]
    [TestCase(144)]
    [TestCase(1142)]
    [TestCase(1999)]
    [TestCase(3000)]
    public void FindRefusal_WhenThePortIsAnother_ShouldNameThosePossible(int port) =>
        Assert.That(Find(port), Is.EqualTo("must be on one of these ports: 143, 993, 1143, 2000-2999"));

    [TestCase("")]
    [TestCase("0")]
    [TestCase("65536")]
    [TestCase("imap")]
    [TestCase("20-10")]
    [TestCase("1-2-3")]
    [TestCase("1-")]
    [TestCase("-1")]
    [TestCase(" 1143")]
    [TestCase("+1143")]
    public void Options_WhenAPortIsNone_ShouldNameTheSetting(string text)
    {
        using var application = new TestApplication(("SourceAddresses:AllowedPorts:0", text));

        Assert.That(
            () => application.Services.GetRequiredService<SourcePorts>().FindRefusal(1),
            Throws.TypeOf<OptionsValidationException>().With.Message
                .EqualTo($"SourceAddresses:AllowedPorts holds '{text}', but must hold ports such as 1143, or ranges such as 2000-2999."));
    }

    private static string? Find(int? port) =>
        new SourcePorts(Options.Create(new SourceAddressOptions { AllowedPorts = ["1143", "2000-2999"] })).FindRefusal(port);
}
