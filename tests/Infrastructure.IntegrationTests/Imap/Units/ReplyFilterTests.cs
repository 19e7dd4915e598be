using System.Text;
using Hosting.Migrations.Imap.Connections;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Units;

public sealed class ReplyFilterTests
{
    // What the server says, and what the mail library gets to read; ¿ is the byte that no keyword may hold.
    [TestCase("* 1 FETCH (FLAGS (\\Seen $Work))\r\n", "* 1 FETCH (FLAGS (\\Seen $Work))\r\n")]
    [TestCase("* 1 FETCH (UID 5 FLAGS (a%b \"c d\" \\Seen) MODSEQ (7))\r\n", "* 1 FETCH (UID 5 FLAGS (a¿b ¿c¿d¿ \\Seen) MODSEQ (7))\r\n")]
    [TestCase("* 1 FETCH (FLAGS ({3}\r\na b \\Seen) UID 5)\r\n", "* 1 FETCH (FLAGS (¿3}¿¿a¿b \\Seen) UID 5)\r\n")]
    [TestCase("* 1 FETCH (FLAGS NIL UID 5)\r\n", "* 1 FETCH (FLAGS ()  UID 5)\r\n")]
    [TestCase("* FLAGS (a% b)\r\n* OK [PERMANENTFLAGS (\\Seen c* \\*)] ok\r\n", "* FLAGS (a¿ b)\r\n* OK [PERMANENTFLAGS (\\Seen c¿ \\*)] ok\r\n")]
    [TestCase("* 1 FETCH (UID 5 INTERNALDATE \"01-Jan-2020 00:00:00 +0000\" FLAGS (%))\r\n", "* 1 FETCH (UID 5 INTERNALDATE xxxxxxxxxxxxxxxxxxxxxxxxxxxx FLAGS (¿))\r\n")]
    [TestCase("* 1 FETCH (UID 5 BODY[] {13}\r\nFLAGS (% \"x)\n FLAGS (%))\r\n", "* 1 FETCH (UID 5 BODY[] {13}\r\nFLAGS (% \"x)\n FLAGS (¿))\r\n")]
    [TestCase("* 1 FETCH (X-GM-LABELS (\"FLAGS (%\") FLAGS (%))\r\n", "* 1 FETCH (X-GM-LABELS (\"FLAGS (%\") FLAGS (¿))\r\n")]
    [TestCase("* LIST () \"/\" {29}\r\n* 1 FETCH (FLAGS (a% \"b c))\r\n\r\n* 1 FETCH (FLAGS (%))\r\n", "* LIST () \"/\" {29}\r\n* 1 FETCH (FLAGS (a% \"b c))\r\n\r\n* 1 FETCH (FLAGS (¿))\r\n")]
    [TestCase("* OK it is {5}\r\n* 1 FETCH (FLAGS (%))\r\n", "* OK it is {5}\r\n* 1 FETCH (FLAGS (¿))\r\n")]
    [TestCase("A00000001 NO (FLAGS (%))\r\n", "A00000001 NO (FLAGS (%))\r\n")]
    public void Pass_WhenAServerSaysSomething_ShouldMakeItReadable(string said, string expected)
    {
        var whole = Encoding.Latin1.GetBytes(said);
        var inPieces = Encoding.Latin1.GetBytes(said);
        var slow = new ReplyFilter();

        new ReplyFilter().Pass(whole);
        for (var i = 0; i < inPieces.Length; i++)
        {
            slow.Pass(inPieces.AsSpan(i, 1));
        }

        Assert.That(Encoding.Latin1.GetString(whole), Is.EqualTo(expected));
        Assert.That(Encoding.Latin1.GetString(inPieces), Is.EqualTo(expected), "The same must come out however it arrives.");
    }

    [Test]
    public void Pass_WhenAnythingArrives_ShouldKeepItsLengthAndTheAnswersBehindIt()
    {
        var random = new Random(16);
        const string Pieces = "FLAGS (|INTERNALDATE |UID 5|\"|\\|{3}\r\n|)|(| |%|a|\u00fc|\0|NIL|[|]|\\Seen|BODY[] {1}\r\n";
        for (var round = 0; round < 2000; round++)
        {
            var said = string.Concat(random.GetItems(Pieces.Split('|'), 12));
            var bytes = Encoding.Latin1.GetBytes($"* 1 FETCH ({said}\r\n");
            var filter = new ReplyFilter();

            Assert.That(() => filter.Pass(bytes), Throws.Nothing, said);
            Assert.That(bytes.AsSpan(0, 11).SequenceEqual("* 1 FETCH ("u8), said);
        }
    }

    [TestCase("01-Jan-2020 03:04:05 +0130", "2020-01-01T03:04:05+01:30")]
    [TestCase(" 1-Jan-2020 03:04:05 -0500", "2020-01-01T03:04:05-05:00")]
    [TestCase("30-dec-1899 00:00:00 +0000", "1899-12-30T00:00:00+00:00")]
    [TestCase("01-Feb-99 00:00:00 +0000", "1999-02-01T00:00:00+00:00")]
    [TestCase("01-Feb-19 00:00:00 +0000", "2019-02-01T00:00:00+00:00")]
    [TestCase("01-Jan-2020 03:04:05 +9900", "2020-01-01T03:04:05+00:00")]
    [TestCase("01-Jan-0001 00:00:00 +0000", null)]
    [TestCase("31-Apr-2020 00:00:00 +0000", null)]
    [TestCase("01-Jan-2020 00:00:00 +0000 x", null)]
    [TestCase("", null)]
    public void TryTakeDate_WhenADateHasArrived_ShouldTellIt(string text, string? expected)
    {
        var filter = new ReplyFilter();
        filter.Pass(Encoding.Latin1.GetBytes($"* 1 FETCH (INTERNALDATE \"{text}\" UID 77)\r\n"));

        Assert.That(filter.TryTakeDate(77, out var received), Is.True);
        Assert.That(received?.ToString("yyyy-MM-ddTHH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture), Is.EqualTo(expected));
        Assert.That(filter.TryTakeDate(77, out _), Is.False);
    }
}
