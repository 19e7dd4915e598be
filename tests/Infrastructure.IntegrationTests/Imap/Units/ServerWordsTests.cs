using System.Text;
using Hosting.Migrations.Imap.Connections;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Units;

public sealed class ServerWordsTests
{
    [TestCase("* OK ready\r\nA00000001 NO [LIMIT] too much\r\n", "NO [LIMIT] too much")]
    [TestCase("A00000001 OK done\r\n* BYE idle for too long\r\n", "BYE idle for too long")]
    [TestCase("A00000001 NO first\r\nA00000002 BAD second\r\n", "BAD second")]
    [TestCase("* 1 FETCH (BODY[] {5}\r\nA1 NO)\r\nA00000001 OK done\r\n", null)]
    [TestCase("A00000001 OK NO problem\r\n", null)]
    [TestCase("", null)]
    public void LastRefusal_WhenAServerHasSpoken_ShouldBeItsLast(string said, string? expected)
    {
        using var words = new ServerWords();

        Hear(words, said);

        Assert.That(words.LastRefusal, Is.EqualTo(expected));
    }

    [Test]
    public void LastRefusal_WhenWordsComeInPieces_ShouldJoinThem([Values(1, 3, 700)] int piece)
    {
        using var words = new ServerWords();
        foreach (var part in $"* {new string('x', 5000)}\r\nA00000001 NO [THROTTLED] slow down\r\n".Chunk(piece))
        {
            Hear(words, new string(part));
        }

        Assert.That(words.LastRefusal, Is.EqualTo("NO [THROTTLED] slow down"));
    }

    [Test]
    public void LastRefusal_WhenTheClientSpeaks_ShouldNotKnowIt()
    {
        using var words = new ServerWords();
        var said = "A00000001 NO password\r\n"u8.ToArray();

        words.LogClient(said, 0, said.Length);

        Assert.That(words.LastRefusal, Is.Null);
    }

    private static void Hear(ServerWords words, string said)
    {
        var bytes = Encoding.UTF8.GetBytes(said);
        words.LogServer(bytes, 0, bytes.Length);
    }
}
