using System.Text;
using Hosting.Migrations.Imap.Connections;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Units;

public sealed class SearchAnswerTests
{
    [TestCase("SEARCH", "")]
    [TestCase("SEARCH 9 3 ", "3,9")]
    [TestCase("SEARCH 9 3 (MODSEQ 917162500)\r\n", "3,9")]
    [TestCase("ESEARCH (TAG \"A00000005\") UID", "")]
    [TestCase("ESEARCH (TAG \"A00000005\") UID ALL 3,7:9", "3,7:9")]
    [TestCase("ESEARCH UID ALL 9:7,3 MODSEQ 5", "3,7:9")]
    [TestCase("ESEARCH UID ALL 5,5,4:6", "4:6")]
    [TestCase("ESEARCH (TAG \"A00000005\") UID all 1:5", "1:5")]
    [TestCase("esearch (TAG \"A00000005\")\tuid  ALL\t 1:5", "1:5")]
    [TestCase("ESEARCH UID ALL 4294967294:*", "4294967294:4294967295")]
    public void ToSet_WhenASearchHasFoundThem_ShouldHoldEachOnce(string answer, string expected) =>
        Assert.That(Read(answer, held: 10).ToSet().ToString(), Is.EqualTo(expected));

    [TestCase("SEARCH x")]
    [TestCase("SEARCH 0")]
    [TestCase("SEARCH 4294967296")]
    [TestCase("ESEARCH UID ALL 1:2:3")]
    [TestCase("ESEARCH UID ALL")]
    [TestCase("ESEARCH (TAG \"A00000005\") UID COUNT 5")]
    public void Read_WhenItNamesNoMessages_ShouldRefuseIt(string answer) => Assert.That(() => Read(answer, held: 10), Throws.TypeOf<FormatException>());

    // Read one by one, the last would take minutes.
    [TestCase("1:1003", 2)]
    [TestCase("1:4294967295", 4)]
    [TestCase("1:2000000000", int.MaxValue)]
    public void ToSet_WhenThereAreMoreThanTheFolderCanHold_ShouldRefuseThem(string found, int held) =>
        Assert.That(() => Read($"ESEARCH UID ALL {found}", held).ToSet(), Throws.TypeOf<FormatException>());

    private static SearchAnswer Read(string answer, int held)
    {
        var found = new SearchAnswer(held);
        found.Read(Encoding.Latin1.GetBytes(answer));
        return found;
    }
}
