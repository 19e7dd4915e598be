using System.Text;
using Hosting.Migrations.Imap.Connections;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Units;

public sealed class AnnouncementsTests
{
    [TestCase("* OK [CAPABILITY IMAP4rev1 UIDONLY MESSAGELIMIT=1000] ready\r\n", 1000, true)]
    [TestCase("* OK ready\r\n* CAPABILITY IMAP4rev1 messagelimit=500 IDLE\r\nA00000001 OK done\r\n", 500, false)]
    [TestCase("* OK [CAPABILITY IMAP4rev1] ready\r\nA00000001 OK [CAPABILITY IMAP4rev1 UIDONLY] welcome\r\n", null, true)]
    [TestCase("* OK [CAPABILITY IMAP4rev1 UIDONLY] ready\r\nA00000001 OK [CAPABILITY IMAP4rev1] welcome\r\n", null, false)]
    [TestCase("* OK [CAPABILITY IMAP4rev1 XUIDONLY UIDONLYX MESSAGELIMIT=0] ready\r\n", null, false)]
    [TestCase("* OK [CAPABILITY IMAP4rev1 MESSAGELIMIT=99999999999999] ready\r\n", null, false)]
    [TestCase("* OK UIDONLY is for others\r\n", null, false)]
    public void EndLogin_WhenAServerAnnounces_ShouldTellWhat(string words, int? limit, bool hasUidOnly)
    {
        using var heard = new ServerWords();
        foreach (var part in words.Chunk(7))
        {
            heard.LogServer(Encoding.ASCII.GetBytes(part), 0, part.Length);
        }

        Assert.That(heard.EndLogin(), Is.EqualTo(new Announcements(limit, hasUidOnly)));
    }

    [TestCase("* SEARCH 5 6\r\nA00000007 OK [MESSAGELIMIT 1000 23221] partial\r\n", 1000, 23221u)]
    [TestCase("A00000007 NO [MESSAGELIMIT 1000] too many\r\n", 1000, null)]
    [TestCase("A00000007 OK [MESSAGELIMIT 1000 5] partial\r\n* 7 EXISTS\r\n", 1000, 5u)]
    [TestCase("A00000007 OK [MESSAGELIMIT 1000 5] partial\r\nA00000008 OK done\r\n", null, null)]
    [TestCase("* OK [MESSAGELIMIT 1000 5] partial\r\nA00000008 OK done\r\n", null, null)]
    [TestCase("A00000008 OK done [MESSAGELIMIT 1000 5]\r\n", null, null)]
    public void LastLimit_WhenAServerAnswers_ShouldBeThatOfTheLastAnswer(string words, int? most, uint? uid)
    {
        using var heard = new ServerWords();

        heard.LogServer(Encoding.ASCII.GetBytes(words), 0, words.Length);

        Assert.That(heard.LastLimit, Is.EqualTo(most is { } number ? new MessageLimit(number, uid) : null));
    }
}
