using Hosting.Migrations.Imap.Wire;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Units;

public sealed class AppendUidTests
{
    [TestCase("1000 5", 1, "5")]
    [TestCase("1000 5:6,9", 3, "5 6 9")]
    [TestCase("1000 4294967295", 1, "4294967295")]
    public void Read_WhenPlacesAreTold_ShouldReadThem(string words, int messages, string uids)
    {
        var read = AppendUid.Read(words, messages);

        Assert.That(read?.UidValidity, Is.EqualTo(1000));
        Assert.That(string.Join(' ', read!.Value.Uids), Is.EqualTo(uids));
    }

    [TestCase("0 5")]
    [TestCase("1000 0")]
    [TestCase("1000 5:6")]
    [TestCase("1000 6:5")]
    [TestCase("1000 1:4294967295")]
    [TestCase("1000 4294967296")]
    [TestCase("1000")]
    [TestCase("1000 *")]
    [TestCase("x 5")]
    [TestCase("1000 5 6")]
    public void Read_WhenThatCantBe_ShouldNotBelieveIt(string words) => Assert.That(AppendUid.Read(words, messages: 1), Is.Null);
}
