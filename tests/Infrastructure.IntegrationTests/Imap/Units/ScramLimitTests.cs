using System.Text;
using Hosting.Migrations.Imap.Connections;
using Hosting.Migrations.Imap.Wire;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Units;

public sealed class ScramLimitTests
{
    [TestCase("r=abc,s=c2FsdA==,i=4096")]
    [TestCase("r=abc,s=c2FsdA==,i=1000000")]
    [TestCase("v=abc")]
    public void Check_WhenAServerAsksForAsMuchAsServersDo_ShouldHandItOn(string words) => Assert.That(Check(words), Is.EqualTo(Encode(words)));

    [TestCase("r=abc,s=c2FsdA==,i=1000001")]
    [TestCase("r=abc,s=c2FsdA==,i=2000000000")]
    [TestCase("i=99999999999999999999")]
    [TestCase("r=abc,i=")]
    public void Check_WhenAServerAsksForMore_ShouldRefuse(string words) => Assert.That(() => Check(words), Throws.TypeOf<WireException>());

    [Test]
    public void Check_WhenTheMechanismIsAnother_ShouldHandItOn() =>
        Assert.That(ScramLimit.Check("PLAIN", Encode("i=2000000000")), Is.EqualTo(Encode("i=2000000000")));

    private static string Check(string words) => ScramLimit.Check("SCRAM-SHA-256", Encode(words));

    private static string Encode(string words) => Convert.ToBase64String(Encoding.UTF8.GetBytes(words));
}
